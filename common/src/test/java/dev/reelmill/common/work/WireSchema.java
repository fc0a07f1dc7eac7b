package dev.reelmill.common.work;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelmill.common.json.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a reader of messages needs to find in them: of each type its fields, with {@code ?} behind
 * what may be missing; of each choice its kinds; of each enumeration its values. As JSON, so that
 * it can be kept when the classes change.
 */
record WireSchema(ObjectNode json) {

  private static final String KIND = "kind";

  /** Of the present classes. */
  static WireSchema of(Collection<Class<?>> roots) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.putObject("types");
    json.putObject("kinds");
    json.putObject("enums");
    WireSchema schema = new WireSchema(json);
    roots.forEach(schema::add);
    return schema;
  }

  private static String name(Class<?> type) {
    return type.getName().substring(type.getName().lastIndexOf('.') + 1);
  }

  private String add(Class<?> type) {
    if (type.isSealed()) {
      return addChoice(type);
    }
    if (hasValue(type)) {
      return type.isEnum() ? addEnum(type) : "string";
    }
    if (type.isRecord()) {
      return addRecord(type);
    }
    boolean isFlag = type == boolean.class || type == Boolean.class;
    boolean isNumber = type.isPrimitive() || Number.class.isAssignableFrom(type);
    return isFlag ? "boolean" : isNumber ? "number" : type == String.class ? "string" : "any";
  }

  /** Whether it is written as one word, not as an object. */
  private static boolean hasValue(Class<?> type) {
    return type.isEnum()
        || Stream.of(type.getDeclaredMethods())
            .anyMatch(method -> method.isAnnotationPresent(JsonValue.class));
  }

  private String addChoice(Class<?> type) {
    if (!json.path("kinds").has(name(type))) {
      ObjectNode kinds = json.withObject("/kinds").putObject(name(type));
      JsonSubTypes subTypes = Objects.requireNonNull(type.getAnnotation(JsonSubTypes.class));
      for (JsonSubTypes.Type kind : subTypes.value()) {
        kinds.put(kind.name(), add(kind.value()));
      }
    }
    return "choice:" + name(type);
  }

  private String addEnum(Class<?> type) {
    ArrayNode values = json.withObject("/enums").putArray(name(type));
    for (Object constant : type.getEnumConstants()) {
      values.add(Json.MAPPER.valueToTree(constant).asText());
    }
    return "enum:" + name(type);
  }

  private String addRecord(Class<?> type) {
    if (!json.path("types").has(name(type))) {
      ObjectNode fields = json.withObject("/types").putObject(name(type));
      for (RecordComponent component : type.getRecordComponents()) {
        boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        fields.put(component.getName(), add(component.getGenericType()) + (optional ? "?" : ""));
      }
    }
    return "object:" + name(type);
  }

  private String add(Type type) {
    if (type instanceof ParameterizedType list) {
      return list.getRawType() == List.class
          ? "list:" + add(list.getActualTypeArguments()[0])
          : "any";
    }
    return type instanceof Class<?> known ? add(known) : "any";
  }

  /** What keeps a reader with this schema from reading a message, in words; empty if nothing. */
  List<String> objections(Class<?> root, JsonNode message) {
    List<String> found = new ArrayList<>();
    String form =
        json.path("kinds").has(name(root)) ? "choice:" + name(root) : "object:" + name(root);
    look(form, message, name(root), found);
    return found;
  }

  private void look(String form, JsonNode node, String path, List<String> found) {
    String rest = form.substring(form.indexOf(':') + 1);
    boolean fits =
        switch (form.substring(0, form.length() - rest.length())) {
          case "object:" -> lookInto(json.path("types").path(rest), node, path, found);
          case "choice:" -> lookAtKind(json.path("kinds").path(rest), node, path, found);
          case "list:" -> lookAtAll(rest, node, path, found);
          case "enum:" -> json.path("enums").path(rest).valueStream().anyMatch(node::equals);
          default -> isOf(form, node);
        };
    if (!fits) {
      found.add(path + " is no " + form + ": " + node);
    }
  }

  private static boolean isOf(String form, JsonNode node) {
    return switch (form) {
      case "string" -> node.isTextual();
      case "number" -> node.isNumber();
      case "boolean" -> node.isBoolean();
      default -> form.equals("any");
    };
  }

  private boolean lookInto(JsonNode fields, JsonNode node, String path, List<String> found) {
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      String form = field.getValue().asText();
      boolean optional = form.endsWith("?");
      JsonNode value = node.path(field.getKey());
      if (!value.isMissingNode()) {
        String known = optional ? form.substring(0, form.length() - 1) : form;
        look(known, value, path + "." + field.getKey(), found);
      } else if (!optional) {
        found.add(path + "." + field.getKey() + " is missing");
      }
    }
    return node.isObject() && fields.isObject();
  }

  private boolean lookAtKind(JsonNode kinds, JsonNode node, String path, List<String> found) {
    String form = kinds.path(node.path(KIND).asText()).asText();
    if (form.isEmpty()) {
      return false;
    }
    look(form, node, path, found);
    return true;
  }

  private boolean lookAtAll(String form, JsonNode node, String path, List<String> found) {
    for (int i = 0; i < node.size(); i++) {
      look(form, node.path(i), path + "[" + i + "]", found);
    }
    return node.isArray();
  }
}
