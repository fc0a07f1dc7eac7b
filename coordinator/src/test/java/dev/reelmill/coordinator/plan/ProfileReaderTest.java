package dev.reelmill.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.json.Json;
import dev.reelmill.common.media.Rational;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProfileReaderTest {

  private static final String WEB_NEXT = Profiles.text("web-next");

  static List<String> shipped() {
    return Profiles.NAMES;
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void what_ships_is_sound_and_survives_being_stored(String name) {
    Profile profile = Profiles.named(name);

    assertThat(profile.name()).isEqualTo(name);
    assertThat(Json.read(Json.write(profile), Profile.class)).isEqualTo(profile);
    assertThat(ProfileReader.read(name, Json.write(profile))).isEqualTo(profile);
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"crf\": 34 | \"crf\": 64"
            + " | video[1].rungs[0].crf is 64; it has to be a whole number from 0 to 63",
        "\"crf\": 34 | \"crf\": \"best\""
            + " | video[1].rungs[0].crf is \"best\"; it has to be a whole number from 0 to 63",
        "\"crf\": 34 | \"crt\": 34"
            + " | video[1].rungs[0].crt is not known; there are height, crf, maxBitrate",
        "\"crf\": 34, | ''"
            + " | video[1].rungs[0].crf is missing; it has to be a whole number from 0 to 63",
        "\"codec\": \"av1\" | \"codec\": \"theora\""
            + " | video[1].codec is \"theora\"; it has to be one of h264, hevc, av1, vp9",
        "\"preset\": \"8\" | \"preset\": \"slow\" | video[1].preset is \"slow\"; for av1 it has to"
            + " be",
        "\"name\": \"av1\" | \"name\": \"../av1\" | video[1].name is \"../av1\"; it has to be a"
            + " word",
        "\"codec\": \"av1\" | \"codec\": \"vp9\", \"accelerator\": \"nvenc\""
            + " | video[1].accelerator is \"nvenc\", which does not make vp9",
        "\"codec\": \"av1\" | \"codec\": \"av1\", \"accelerator\": \"nvenc\""
            + " | video[1].preset is \"8\"; for av1_nvenc it has to be one of p1, p2",
        "\"version\": | \"needs\": [\"a\", \"b\", \"c\"], \"version\":"
            + " | needs is [\"a\",\"b\",\"c\"]; it has to be a list of at most 2 words",
        "\"version\": | \"needs\": [\"big mem\"], \"version\":"
            + " | needs is [\"big mem\"]; it has to be a list",
        "\"name\": \"av1\" | \"name\": \"h264\" | two ladders have the name h264",
        "\"name\": \"opus\" | \"name\": \"av1-opus\" | is named like a rung of av1",
        "\"gopSeconds\": 2 | \"gopSeconds\": 2.5 | video[0].gopSeconds is 2.5; it has to be a"
            + " number",
        "\"gopSeconds\": 2 | \"gopSeconds\": \"1/0\" | video[0].gopSeconds is \"1/0\"",
        "\"crf\": 22 | \"crf\": 52 | video[0] has a rung of crf 52; for h264 it has to be at most"
            + " 51",
        "\"height\": 360 | \"height\": 361 | video[0] has a rung of height 361, not even",
        "\"height\": 360 | \"height\": 480 | video[0] has two rungs of height 480",
        "\"dynamicRange\": \"sdr\" | \"dynamicRange\": \"hdr\""
            + " | video[0] is not made of every source",
        "\"maxChannels\": 2 | \"maxChannels\": 2147483648"
            + " | audio[0].maxChannels is 2147483648; it has to be a whole number from 1 to 8",
        "\"tailSeconds\": \"3/1\" | \"tailSeconds\": 11"
            + " | segments.tailSeconds is above leastSeconds",
        "\"version\": 1 | \"version\": null | version is missing",
      })
  void each_fault_is_named_with_its_place(String right, String wrong, String sentence) {
    assertThat(WEB_NEXT).contains(right);

    assertThatThrownBy(() -> ProfileReader.read("own.json", WEB_NEXT.replace(right, wrong)))
        .isInstanceOfSatisfying(
            ReelmillException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.INVALID))
        .hasMessageContaining("profile own.json: ")
        .hasMessageContaining(sentence);
  }

  @Test
  void all_faults_are_named_at_once() {
    String wrong = WEB_NEXT.replace("\"crf\": 34", "\"crf\": -1").replace("\"aac\"", "\"mp3\"");

    assertThatThrownBy(() -> ProfileReader.read("own.json", wrong))
        .satisfies(e -> assertThat(String.valueOf(e.getMessage()).lines()).hasSize(4));
  }

  @ParameterizedTest
  @CsvSource({"'', the file is", "'[]', the file is []", "'{', not JSON"})
  void what_is_no_object_is_no_profile(String text, String sentence) {
    assertThatThrownBy(() -> ProfileReader.read("own.json", text)).hasMessageContaining(sentence);
  }

  @Test
  void something_has_to_be_made() {
    String nothing =
        """
        {"name": "nothing", "version": 1, "video": [], "audio": [], "segments":
         {"headSeconds": 4, "heads": 2, "leastSeconds": 10, "mostSeconds": 30, "tailSeconds": 3}}
        """;

    assertThatThrownBy(() -> ProfileReader.read("own.json", nothing))
        .hasMessageContaining("something to make");
  }

  /** Whoever adds a component to a profile, and no field, would have it refused as unknown. */
  @Test
  void every_component_of_a_profile_is_a_field_and_every_field_a_component() {
    List<String> paths = new ArrayList<>();
    collect("", Profile.class, paths);

    assertThat(ProfileFields.ALL)
        .extracting(ProfileField::path)
        .containsExactlyInAnyOrderElementsOf(paths);
  }

  private static void collect(String prefix, Class<?> type, List<String> paths) {
    for (RecordComponent component : type.getRecordComponents()) {
      String path = prefix + component.getName();
      paths.add(path);
      Type generic = component.getGenericType();
      boolean list = generic instanceof ParameterizedType;
      Class<?> inner =
          generic instanceof ParameterizedType parameterized
              ? (Class<?>) parameterized.getActualTypeArguments()[0]
              : component.getType();
      if (inner.isRecord() && inner != Rational.class) {
        collect(path + (list ? "[]." : "."), inner, paths);
      }
    }
  }
}
