package dev.reelmill.common.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.work.SampleMessages.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * This program and the release before it understand each other: what that wrote is kept in {@code
 * wire/}, with what it needs to find in a message. A release writes both anew, by {@code
 * -Dreelmill.wire.freeze=true}. Between releases nobody does: a new field is one that may be
 * missing, and what the release before does not know is not sent before it is gone.
 */
class PreviousWireTest {

  private static final Path FOLDER = Path.of("src/test/resources/wire");
  private static final Path MESSAGES = FOLDER.resolve("v1-messages.json");
  private static final Path SCHEMA = FOLDER.resolve("v1-schema.json");

  /** A message of the release before. */
  record Kept(String type, JsonNode message) {
    @Override
    public String toString() {
      String kind = message.at("/order/kind").asText(message.at("/output/kind").asText(""));
      return type + " " + message.path("kind").asText("") + " " + kind;
    }
  }

  @BeforeAll
  static void freeze() throws IOException {
    if (Boolean.getBoolean("reelmill.wire.freeze")) {
      ArrayNode messages = Json.MAPPER.createArrayNode();
      for (Sample sample : SampleMessages.all()) {
        ObjectNode entry = messages.addObject().put("type", sample.type().getSimpleName());
        entry.set("message", Json.tree(Wire.write(sample.message())));
      }
      Files.createDirectories(FOLDER);
      Files.writeString(MESSAGES, Json.pretty(messages));
      Files.writeString(SCHEMA, Json.pretty(WireSchema.of(types()).json()));
    }
  }

  private static Set<Class<?>> types() {
    Set<Class<?>> types = new LinkedHashSet<>();
    SampleMessages.all().forEach(sample -> types.add(sample.type()));
    return types;
  }

  static Stream<Kept> kept() throws IOException {
    return Json.tree(Files.readString(MESSAGES))
        .valueStream()
        .map(entry -> new Kept(entry.path("type").asText(), entry.path("message")));
  }

  static List<Sample> samples() {
    return SampleMessages.all();
  }

  private static WireSchema before() throws IOException {
    return new WireSchema((ObjectNode) Json.tree(Files.readString(SCHEMA)));
  }

  @ParameterizedTest
  @MethodSource("kept")
  void what_the_release_before_wrote_is_read_whole(Kept kept) {
    Class<?> type =
        types().stream()
            .filter(one -> one.getSimpleName().equals(kept.type()))
            .findFirst()
            .orElseThrow();
    Object read = Wire.read(kept.message().toString(), type);
    assertThat(lost(kept.message(), Json.tree(Wire.write(read)), "")).isEmpty();
  }

  /** What of a message is not there any more after it was read and written. */
  private static List<String> lost(JsonNode before, JsonNode after, String path) {
    List<String> lost = new ArrayList<>();
    if (before.isObject()) {
      for (Map.Entry<String, JsonNode> field : before.properties()) {
        String deeper = path + "/" + field.getKey();
        lost.addAll(lost(field.getValue(), after.path(field.getKey()), deeper));
      }
    } else if (before.isArray() && before.size() == after.size()) {
      for (int i = 0; i < before.size(); i++) {
        lost.addAll(lost(before.path(i), after.path(i), path + "/" + i));
      }
    } else if (!before.equals(after)) {
      lost.add(path + " was " + before + " and is " + after);
    }
    return lost;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void what_this_program_writes_is_read_by_the_release_before(Sample sample) throws IOException {
    JsonNode written = Json.tree(Wire.write(sample.message()));
    assertThat(before().objections(sample.type(), written)).isEmpty();
  }

  @Test
  void reader_of_the_release_before_misses_what_it_needs() throws IOException {
    WireSchema before = before();
    assertThat(before.objections(Hint.class, Json.tree("{\"v\":1,\"order\":7,\"new\":1}")))
        .containsExactly("Hint.dispatch is missing");
    assertThat(before.objections(Hint.class, Json.tree("{\"v\":1,\"order\":\"7\",\"dispatch\":2}")))
        .hasSize(1);
    assertThat(before.objections(WorkResult.class, Json.tree("{\"v\":1,\"kind\":\"dance\"}")))
        .hasSize(1);
  }
}
