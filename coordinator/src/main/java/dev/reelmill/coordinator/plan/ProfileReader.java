package dev.reelmill.coordinator.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.work.Capabilities;
import dev.reelmill.coordinator.plan.ProfileField.Choice;
import dev.reelmill.coordinator.plan.ProfileField.Decimal;
import dev.reelmill.coordinator.plan.ProfileField.Fraction;
import dev.reelmill.coordinator.plan.ProfileField.Name;
import dev.reelmill.coordinator.plan.ProfileField.Needed;
import dev.reelmill.coordinator.plan.ProfileField.Preset;
import dev.reelmill.coordinator.plan.ProfileField.Structure;
import dev.reelmill.coordinator.plan.ProfileField.Structures;
import dev.reelmill.coordinator.plan.ProfileField.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads profiles, and says of a wrong one everything that is wrong with it: where, what it has, and
 * what is allowed there.
 */
public final class ProfileReader {

  private final List<String> problems = new ArrayList<>();

  private ProfileReader() {}

  /**
   * Reads one.
   *
   * @param from the file, for the error
   * @throws ReelmillException {@link FailureCode#INVALID} with a line for each problem
   */
  public static Profile read(String from, String text) {
    ProfileReader reader = new ProfileReader();
    JsonNode tree;
    try {
      tree = Json.tree(text);
    } catch (IllegalArgumentException e) {
      throw invalid(from, List.of("it is " + e.getMessage()));
    }
    reader.object("", tree, "");
    if (!reader.problems.isEmpty()) {
      throw invalid(from, reader.problems);
    }
    Profile profile = Json.read(text, Profile.class);
    List<String> broken = ProfileRules.broken(profile);
    if (!broken.isEmpty()) {
      throw invalid(from, broken);
    }
    return profile;
  }

  private static ReelmillException invalid(String from, List<String> problems) {
    return new ReelmillException(
        FailureCode.INVALID,
        problems.stream()
            .map(problem -> "profile " + from + ": " + problem)
            .collect(Collectors.joining("\n")));
  }

  /**
   * @param at where it is: {@code video[1]}
   * @param path of which kind: {@code video[]}
   */
  private void object(String at, JsonNode node, String path) {
    if (!node.isObject()) {
      problem(at.isEmpty() ? "the file" : at, node, "an object");
      return;
    }
    List<ProfileField> fields = ProfileFields.in(path);
    for (ProfileField field : fields) {
      String place = at.isEmpty() ? field.key() : at + "." + field.key();
      JsonNode value = node.get(field.key());
      if (value != null && !value.isNull()) {
        value(place, value, field);
      } else if (field.required()) {
        problems.add(place + " is missing; it has to be " + field.kind().allowed());
      }
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (fields.stream().noneMatch(field -> field.key().equals(name))) {
                problems.add(
                    (at.isEmpty() ? name : at + "." + name)
                        + " is not known; there are "
                        + fields.stream().map(ProfileField::key).collect(Collectors.joining(", ")));
              }
            });
  }

  private void value(String at, JsonNode value, ProfileField field) {
    boolean fits =
        switch (field.kind()) {
          case Structure structure -> {
            object(at, value, field.path());
            yield true;
          }
          case Structures structures -> list(at, value, field, structures);
          case Name name -> value.isTextual() && value.textValue().matches(Name.PATTERN);
          case Needed needed ->
              value.isArray()
                  && value.size() <= needed.most()
                  && value
                      .valueStream()
                      .allMatch(word -> word.isTextual() && Capabilities.isWord(word.textValue()));
          case Choice choice -> value.isTextual() && choice.words().contains(value.textValue());
          case Preset preset -> value.isTextual();
          case Whole whole ->
              value.isIntegralNumber()
                  && value.canConvertToLong()
                  && value.longValue() >= whole.least()
                  && value.longValue() <= whole.most();
          case Fraction fraction -> fits(value, fraction);
          case Decimal decimal ->
              value.isNumber()
                  && value.doubleValue() >= decimal.least()
                  && value.doubleValue() <= decimal.most();
        };
    if (!fits) {
      problem(at, value, field.kind().allowed());
    }
  }

  private boolean list(String at, JsonNode value, ProfileField field, Structures structures) {
    for (int i = 0; i < value.size(); i++) {
      object(at + "[" + i + "]", value.get(i), field.path() + "[]");
    }
    return value.isArray() && value.size() >= structures.least();
  }

  private static boolean fits(JsonNode value, Fraction allowed) {
    if (!value.isTextual() && !value.isIntegralNumber()) {
      return false;
    }
    try {
      Rational number = Rational.parse(value.asText());
      return number.compareTo(Rational.of(allowed.least())) >= 0
          && number.compareTo(Rational.of(allowed.most())) <= 0;
    } catch (IllegalArgumentException | ArithmeticException e) {
      return false;
    }
  }

  private void problem(String at, JsonNode value, String allowed) {
    problems.add(at + " is " + value + "; it has to be " + allowed);
  }
}
