package dev.reelmill.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.Accelerator;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.coordinator.plan.Profile.AudioSpec;
import dev.reelmill.coordinator.plan.Profile.LadderSpec;
import dev.reelmill.coordinator.plan.Profile.RungSpec;
import dev.reelmill.testing.DocPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds docs/profiles.md against the profiles, their fields and their codecs. */
class ProfilesDocTest {

  private static final DocPage PAGE = DocPage.named("profiles.md");

  @Test
  void table_lists_every_field() throws IOException {
    PAGE.assertPart(
        "fields",
        table(
            """
            | Field | Has to be | Meaning |
            |---|---|---|
            """,
            ProfileFields.ALL.stream()
                .map(
                    field ->
                        "| `%s`%s | %s | %s |\n"
                            .formatted(
                                field.path(),
                                field.required() ? "" : ", may be absent",
                                field.kind().allowed(),
                                field.meaning()))));
  }

  @Test
  void table_lists_every_codec() throws IOException {
    PAGE.assertPart(
        "codecs",
        table(
            """
            | Codec | `accelerator` | Encoder | `preset`, fastest first | `crf` | `hdr` |
            |---|---|---|---|---|---|
            """,
            Stream.concat(
                Stream.of(VideoCodec.values()).map(codec -> row(codec, null)),
                Stream.of(Accelerator.values())
                    .flatMap(kind -> kind.codecs().stream().map(codec -> row(codec, kind))))));
  }

  private static String row(VideoCodec codec, @Nullable Accelerator accelerator) {
    CodecRules rules = CodecRules.of(codec, accelerator);
    return "| `%s` | %s | %s | %s | %d to %d | %s |\n"
        .formatted(
            codec.text(),
            accelerator == null ? "" : "`" + accelerator.text() + "`",
            rules.encoder(),
            String.join(", ", rules.presets()),
            accelerator == null ? 0 : 1,
            rules.mostCrf(),
            rules.hdr() ? "yes" : "no");
  }

  @Test
  void table_lists_every_profile_that_ships() throws IOException {
    PAGE.assertPart(
        "shipped",
        table(
            """
            | Profile | Pictures | Sound |
            |---|---|---|
            """,
            Profiles.NAMES.stream().map(Profiles::named).map(ProfilesDocTest::row)));
  }

  private static String row(Profile profile) {
    return "| `%s` | %s | %s |\n"
        .formatted(
            profile.name(),
            words(profile.video().stream().map(ProfilesDocTest::words).toList()),
            words(profile.audio().stream().map(ProfilesDocTest::words).toList()));
  }

  private static String words(LadderSpec ladder) {
    return "`%s`: %s %s in %s%s"
        .formatted(
            ladder.name(),
            ladder.codec().text(),
            ladder.dynamicRange().text(),
            ladder.rungs().stream()
                .map(RungSpec::height)
                .map(String::valueOf)
                .collect(Collectors.joining(", ")),
            ladder.sources() == null ? "" : ", of " + ladder.sources().text() + " sources only");
  }

  private static String words(AudioSpec variant) {
    return "`%s`: %s, %d kbit/s a channel, at most %d"
        .formatted(
            variant.name(),
            variant.codec().text(),
            variant.bitratePerChannel() / 1000,
            variant.maxChannels());
  }

  private static String words(List<String> each) {
    return each.isEmpty() ? "none" : String.join("; ", each);
  }

  private static String table(String head, Stream<String> rows) {
    return rows.collect(Collectors.joining("", head, ""));
  }

  @Test
  void page_has_no_other_parts_and_its_example_is_sound() throws IOException {
    assertThat(PAGE.parts()).containsExactlyInAnyOrder("shipped", "fields", "codecs");
    String page = Files.readString(Path.of("..", "docs", "profiles.md"));
    String example = page.substring(page.indexOf("```json") + 7);

    assertThat(ProfileReader.read("docs/profiles.md", example.substring(0, example.indexOf("```"))))
        .extracting(Profile::name)
        .isEqualTo("talks");
  }
}
