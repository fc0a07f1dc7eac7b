package dev.reelmill.worker.ffmpeg.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.testing.DocPage;
import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.ffmpeg.Ffmpeg.Place;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds docs/media.md against the lists of what is taken, and these against FFmpeg's. */
class MediaDocTest {

  private static final DocPage PAGE = DocPage.named("media.md");

  @TempDir Path folder;

  @Test
  void what_is_taken_is_listed() throws IOException {
    PAGE.assertPart("containers", listed(AllowLists.FORMATS));
    PAGE.assertPart("picture decoders", listed(AllowLists.PICTURES));
    PAGE.assertPart("sound decoders", listed(AllowLists.SOUND));
  }

  @Test
  void ffmpeg_knows_what_is_taken() {
    assertThat(known("-demuxers")).containsAll(AllowLists.FORMATS);
    Set<String> decoders = known("-decoders");
    // What other builds decode AV1 with.
    decoders.add("libdav1d");
    assertThat(decoders).containsAll(AllowLists.PICTURES).containsAll(AllowLists.SOUND);
  }

  private static String listed(List<String> names) {
    return names.stream().sorted().collect(Collectors.joining("`, `", "`", "`\n"));
  }

  /** The second word of each line, which may be several names with commas between. */
  private Set<String> known(String question) {
    Set<String> names = ConcurrentHashMap.newKeySet();
    RealFfmpeg.INSTANCE.ffmpeg(
        List.of("-hide_banner", question),
        new Place(folder, List.of()),
        RealFfmpeg.INSTANCE.limits(),
        new RunControl(),
        line -> {
          String[] words = line.trim().split("\\s+", 3);
          if (words.length > 1) {
            names.addAll(List.of(words[1].split(",", -1)));
          }
        });
    return names;
  }
}
