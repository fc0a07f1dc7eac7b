package dev.reelmill.coordinator.site;

import dev.reelmill.coordinator.web.Exchange;
import dev.reelmill.coordinator.web.HttpServer;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;

/** Turns models into HTML, by templates that the build has compiled. */
final class Pages {

  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Html,
          Pages.class.getClassLoader(),
          "dev.reelmill.coordinator.site.pages");

  String render(String template, Object model) {
    StringOutput output = new StringOutput(8192);
    templates.render(template, model, output);
    return output.toString();
  }

  void send(Exchange exchange, String template, Object model) throws IOException {
    exchange.header("Content-Security-Policy", HttpServer.PAGE_POLICY);
    exchange.header("Cache-Control", "no-cache");
    exchange.send(200, "text/html; charset=utf-8", render(template, model));
  }
}
