package dev.reelmill.coordinator.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Holds a DASH manifest against the standard: {@code manifest-rules.xsd}, and what none can say.
 */
public final class ManifestRules {

  private ManifestRules() {}

  /** Fails if the manifest breaks a rule. */
  public static void check(String manifest) throws IOException {
    try {
      SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(Objects.requireNonNull(ManifestRules.class.getResource("/manifest-rules.xsd")))
          .newValidator()
          .validate(new StreamSource(new StringReader(manifest)));
      var factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      segments(
          factory
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(manifest)))
              .getDocumentElement());
    } catch (SAXException | ParserConfigurationException e) {
      throw new AssertionError(e.getMessage() + " in\n" + manifest, e);
    }
  }

  /** As many ranges as times (5.3.9.3), and times that follow each other (5.3.9.6). */
  private static void segments(Element manifest) {
    for (Element list : elements(manifest, "SegmentList")) {
      List<Element> times = elements(list, "S");
      assertThat(elements(list, "SegmentURL")).hasSameSizeAs(times);
      long at = Long.parseLong(times.getFirst().getAttribute("t"));
      for (Element time : times) {
        assertThat(Long.parseLong(time.getAttribute("t"))).isEqualTo(at);
        at += Long.parseLong(time.getAttribute("d"));
      }
    }
  }

  private static List<Element> elements(Element parent, String name) {
    NodeList nodes = parent.getElementsByTagNameNS("*", name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
