package dev.reelmill.worker.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.AudioCodec;
import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.AudioFacts;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.Scan;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.common.work.UploadTarget;
import dev.reelmill.common.work.WorkOrder.EncodeAudio;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.worker.FileStore;
import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.audio.AudioEncoder;
import dev.reelmill.worker.audio.EncodedAudio;
import dev.reelmill.worker.fetch.Source;
import dev.reelmill.worker.fetch.SourceFiles;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Clips that are large enough to be fetched in part, and workers that fetch them. */
final class PartialClips implements AutoCloseable {

  /** Noise can't be compressed. */
  private static final String PICTURE =
      "testsrc2=s=320x180:r=25:d=%1$d,noise=alls=60:allf=t,format=yuv420p";

  private static final String ENCODED =
      "-c:v libx264 -preset ultrafast -bf 2 -refs 3 -g 50 -b:v 10M -qmax 12";

  private final Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private int runs;

  /**
   * @param folder for all of them; empty
   */
  PartialClips(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /** Records noise and a tone, a key frame every two seconds, some two megabytes a second. */
  Path record(String name, int seconds) {
    return make(
        name,
        ("-f lavfi -i " + PICTURE + " -f lavfi -i sine=f=440:r=48000:d=%1$d ").formatted(seconds)
            + ENCODED
            + " -c:a aac -b:a 128k");
  }

  /** Makes another. */
  Path make(String name, String arguments) {
    RealFfmpeg.run(folder, (arguments + " " + name).split(" "));
    return folder.resolve(name);
  }

  /** As a worker of its own does, that has nothing of it yet. */
  Source open(FileStore store, String name, RunControl control) throws IOException {
    return new SourceFiles(null, newFolder(), Long.MAX_VALUE, client)
        .open(store.access(name), RealFfmpeg.INSTANCE, newFolder(), control);
  }

  /** A clip that was fetched for inspection. */
  ClipRun inspected(FileStore store, String name, RunControl control) throws IOException {
    return new ClipRun(open(store, name, control), newFolder(), control);
  }

  /** A clip that is all there. */
  ClipRun whole(String name) throws IOException {
    return new ClipRun(Source.of(folder.resolve(name)), newFolder(), new RunControl());
  }

  /**
   * Encodes segments on a worker each, which have to be as those of the whole file, and need no
   * more than a part of it.
   *
   * @return bytes that were fetched for all of them
   */
  long encodeAlike(FileStore store, String name, List<SegmentInterval> segments)
      throws IOException {
    ClipRun whole = whole(name);
    long before = store.given();
    for (SegmentInterval segment : segments) {
      RunControl control = new RunControl();
      try (Source source = open(store, name, control)) {
        assertThat(rung(whole.encode(source, segment, 96, 54, control)))
            .hasSameBinaryContentAs(
                rung(
                    whole.encode(
                        Source.of(folder.resolve(name)), segment, 96, 54, new RunControl())));
      }
      assertThat(control.fallback()).isEmpty();
    }
    return store.given() - before;
  }

  private static Path rung(EncodedSegment encoded) {
    return encoded.rungs().getFirst();
  }

  /** Encodes the first track of sound as it is. */
  EncodedAudio sound(SourceFacts facts, Source source, RunControl control) throws IOException {
    AudioFacts track = facts.audio().getFirst();
    EncodeAudio order =
        new EncodeAudio(
            new SourceAccess("sources/x", "http://x", 1),
            facts.format(),
            track,
            facts.origin(),
            Rational.of(16),
            "audio-1",
            new AudioEncoding(AudioCodec.AAC, 128_000, 48_000, 1),
            null,
            null,
            new UploadTarget("videos/x", "http://x"));
    return new AudioEncoder(RealFfmpeg.INSTANCE).encode(order, source, newFolder(), control);
  }

  /** Encodes sound on a worker of its own, which has to be as that of the whole file. */
  void soundAlike(FileStore store, String name, RunControl control) throws IOException {
    ClipRun whole = whole(name);
    EncodedAudio expected = sound(whole.facts(), Source.of(folder.resolve(name)), new RunControl());
    try (Source source = open(store, name, control)) {
      EncodedAudio part = sound(whole.facts(), source, control);
      assertThat(part.file()).hasSameBinaryContentAs(expected.file());
      assertThat(part.lost()).isEqualTo(expected.lost());
      assertThat(part.source()).isEqualTo(expected.source());
    }
  }

  Path newFolder() throws IOException {
    return Files.createDirectory(folder.resolve("run" + runs++));
  }

  /**
   * Inspects a file, and encodes its sound, on workers of their own that fetch a part of it; both
   * have to be as those of the whole file.
   */
  void skimmedAlike(String name) throws IOException {
    try (FileStore store = new FileStore(folder, true)) {
      inspectedAlike(store, name);
      RunControl listening = new RunControl();
      soundAlike(store, name, listening);
      assertThat(listening.fallback()).isEmpty();
      assertThat(listening.fetchedBytes()).isLessThan(most(name));
      assertThat(store.requests()).isLessThan(1200);
    }
  }

  /** Inspects a file on a worker of its own, as if all of it were there. */
  void inspectedAlike(FileStore store, String name) throws IOException {
    RunControl control = new RunControl();
    SourceFacts facts = inspected(store, name, control).facts();
    assertThat(facts).isEqualTo(whole(name).facts());
    assertThat(control.fallback()).isEmpty();
    // Of pictures that may be interlaced, the fields of ten seconds are looked at.
    if (Objects.requireNonNull(facts.video()).picture().scan() == Scan.PROGRESSIVE) {
      assertThat(control.fetchedBytes()).isLessThan(most(name));
    }
  }

  /** What every worker fetches of such a file, and an eighth of it. */
  private long most(String name) throws IOException {
    return 6_100_000 + Files.size(folder.resolve(name)) / 8;
  }

  @Override
  public void close() {
    client.close();
  }
}
