package dev.reelmill.common.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.work.SampleMessages.Sample;
import dev.reelmill.common.work.Wire.UnreadableMessageException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireTest {

  static List<Sample> samples() {
    return SampleMessages.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void message_comes_back_the_same(Sample sample) {
    assertThat((Object) Wire.read(Wire.write(sample.message()), sample.type()))
        .isEqualTo(sample.message());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void no_class_name_is_on_the_wire(Sample sample) {
    assertThat(Wire.write(sample.message())).contains("\"v\":1").doesNotContain("dev.reelmill");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void fields_of_a_newer_sender_are_ignored_at_every_level(Sample sample) {
    ObjectNode node = node(sample);
    objects(node).forEach(object -> object.putObject("addedLater").put("x", 1));
    assertThat((Object) Wire.read(node.toString(), sample.type())).isEqualTo(sample.message());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void another_version_is_refused(Sample sample) {
    for (String version : List.of("0", "2", "\"1\"", "1.0", "null", "{}")) {
      ObjectNode node = node(sample);
      node.set("v", Json.tree(version));
      assertUnreadable(node.toString(), sample.type(), "message version");
    }
    ObjectNode without = node(sample);
    without.remove("v");
    assertUnreadable(without.toString(), sample.type(), "message version");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void missing_field_is_refused_by_its_name_unless_it_is_nullable(Sample sample) {
    Set<String> nullable = nullableNames(sample.message().getClass(), new HashSet<>());
    ObjectNode whole = node(sample);
    for (int i = 0; i < objects(whole).size(); i++) {
      for (String field : fieldNames(objects(whole).get(i))) {
        ObjectNode node = whole.deepCopy();
        objects(node).get(i).remove(field);
        if (field.equals("v") || nullable.contains(field)) {
          continue;
        }
        assertUnreadable(node.toString(), sample.type(), "'" + field + "'");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void nullable_field_may_be_null(Sample sample) {
    // Absent is what the samples without them show; an explicit null must mean the same.
    Set<String> nullable = nullableNames(sample.message().getClass(), new HashSet<>());
    ObjectNode node = node(sample);
    for (ObjectNode object : objects(node)) {
      fieldNames(object).stream().filter(nullable::contains).forEach(object::putNull);
    }
    assertThat((Object) Wire.read(node.toString(), sample.type())).isNotNull();
  }

  @Test
  void every_kind_of_message_has_a_sample() {
    Set<Class<?>> shown = new HashSet<>();
    samples().forEach(sample -> collect(sample.message(), shown));
    assertThat(shown)
        .containsAll(leaves(WorkOrder.class))
        .containsAll(leaves(WorkResult.class))
        .containsAll(leaves(WorkResult.Output.class))
        .containsAll(leaves(ClaimReply.class))
        .contains(Hint.class, ClaimRequest.class, Heartbeat.class, Revocation.class);
  }

  @Test
  void what_is_no_message_is_refused() {
    for (String text : List.of("", "null", "[]", "1", "{", "hello")) {
      assertThatExceptionOfType(UnreadableMessageException.class)
          .as(text)
          .isThrownBy(() -> Wire.read(text, Hint.class));
    }
    assertUnreadable("{\"v\":1,\"kind\":\"dance\",\"source\":{}}", WorkOrder.class, "dance");
    assertUnreadable("{\"v\":1,\"order\":\"seven\",\"dispatch\":1}", Hint.class, "seven");
  }

  @Test
  void long_text_is_cut_in_the_message() {
    String text = "[" + "1,".repeat(1000) + "1]";
    assertThatExceptionOfType(UnreadableMessageException.class)
        .isThrownBy(() -> Wire.read(text, Hint.class))
        .satisfies(e -> assertThat(String.valueOf(e.getMessage())).hasSizeLessThan(300));
  }

  private static void assertUnreadable(String text, Class<?> type, String naming) {
    assertThatExceptionOfType(UnreadableMessageException.class)
        .as(text)
        .isThrownBy(() -> Wire.read(text, type))
        .withMessageContaining(naming);
  }

  private static ObjectNode node(Sample sample) {
    return (ObjectNode) Json.tree(Wire.write(sample.message()));
  }

  /** The node and all objects in it, always in the same order. */
  private static List<ObjectNode> objects(JsonNode node) {
    List<ObjectNode> found = new ArrayList<>();
    if (node instanceof ObjectNode object) {
      found.add(object);
    }
    if (node instanceof ObjectNode || node instanceof ArrayNode) {
      node.forEach(child -> found.addAll(objects(child)));
    }
    return found;
  }

  private static List<String> fieldNames(ObjectNode object) {
    return object.properties().stream().map(field -> field.getKey()).toList();
  }

  /** Names of all components in it, however deep, that are marked as nullable. */
  private static Set<String> nullableNames(Class<?> type, Set<Class<?>> seen) {
    Set<String> names = new HashSet<>();
    if (!type.getName().startsWith("dev.reelmill") || !seen.add(type)) {
      return names;
    }
    if (type.isSealed()) {
      Stream.of(type.getPermittedSubclasses())
          .forEach(permitted -> names.addAll(nullableNames(permitted, seen)));
    }
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
          names.add(component.getName());
        }
        names.addAll(nullableNames(component.getType(), seen));
        if (component.getGenericType() instanceof java.lang.reflect.ParameterizedType list
            && list.getActualTypeArguments()[0] instanceof Class<?> element) {
          names.addAll(nullableNames(element, seen));
        }
      }
    }
    return names;
  }

  private static List<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses())
            .flatMap(permitted -> leaves(permitted).stream())
            .<Class<?>>map(leaf -> leaf)
            .toList()
        : List.of(type);
  }

  private static void collect(@Nullable Object value, Set<Class<?>> shown) {
    if (value == null || !value.getClass().isRecord()) {
      return;
    }
    shown.add(value.getClass());
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      try {
        collect(component.getAccessor().invoke(value), shown);
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(e.getMessage(), e);
      }
    }
  }
}
