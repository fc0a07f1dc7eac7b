package dev.reelmill.coordinator.corpus;

import dev.reelmill.coordinator.testing.BundledFfmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Small clips of every kind that people have, and of some that nobody should. */
final class TortureSet {

  private static final String SUBTITLES =
      """
      1
      00:00:00,500 --> 00:00:01,500
      One, <i>slanted</i>

      2
      00:00:02,000 --> 00:00:02,800
      Zwei: äöü
      """;

  private static final String CHAPTERS =
      """
      ;FFMETADATA1
      [CHAPTER]
      TIMEBASE=1/1000
      START=0
      END=1500
      title=First
      [CHAPTER]
      TIMEBASE=1/1000
      START=1500
      END=3000
      title=Second
      """;

  private TortureSet() {}

  static List<Clip> all() {
    return Stream.of(
            ContainerClips.all(),
            PictureClips.all(),
            TimeClips.all(),
            SoundClips.all(),
            DamagedClips.all())
        .flatMap(List::stream)
        .toList();
  }

  /**
   * Makes them.
   *
   * @param folder gets the clips and nothing else
   * @param scratch for what they are made of
   */
  static void make(List<Clip> clips, BundledFfmpeg ffmpeg, Path folder, Path scratch)
      throws IOException, InterruptedException, ExecutionException {
    Files.writeString(scratch.resolve("subtitles.srt"), SUBTITLES);
    Files.writeString(scratch.resolve("chapters.txt"), CHAPTERS);
    List<Future<Void>> made = new ArrayList<>();
    try (var cores = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (Clip clip : clips) {
        made.add(cores.submit(() -> clip.make(ffmpeg, folder, scratch)));
      }
    }
    for (Future<Void> one : made) {
      one.get();
    }
  }
}
