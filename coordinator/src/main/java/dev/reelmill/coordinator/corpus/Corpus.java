package dev.reelmill.coordinator.corpus;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.coordinator.Coordinator;
import dev.reelmill.coordinator.corpus.Decoding.Cells;
import dev.reelmill.coordinator.corpus.Examination.Findings;
import dev.reelmill.coordinator.farm.Farm;
import dev.reelmill.coordinator.plan.Profile;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.upload.Submission;
import dev.reelmill.coordinator.upload.VideoId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts the files of a folder through a farm, and looks at every result. */
public final class Corpus {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Coordinator coordinator;
  private final Path folder;
  private final Listener listener;
  private final Examination examination;
  private final Map<String, Running> running = new LinkedHashMap<>();

  /** Told as it goes. */
  public interface Listener {

    /** What runs now, in the order of submission. */
    default void progress(List<InProgress> files) {}

    /**
     * A file is done.
     *
     * @param video its public id; empty if it was not even submitted
     * @param decoded what the result rests on, in files that are replaced by the next one's; absent
     *     if it was not even submitted, or can't be measured
     */
    void finished(FileResult result, String video, @Nullable DecodedVideo decoded)
        throws IOException;
  }

  /** One file that runs; without a status before it has one. */
  public record InProgress(String file, @Nullable VideoStatus status) {}

  private record Running(Path file, long begun) {}

  /**
   * @param farm that does the work
   * @param profile that the farm's settings name for uploads
   * @param folder whose files they are
   * @param work folder for what is decoded, made here
   * @param cells into which every picture is shrunk for the listener; absent for none
   */
  public Corpus(
      Farm farm, Profile profile, Path folder, Path work, @Nullable Cells cells, Listener listener)
      throws IOException {
    this.coordinator = farm.coordinator();
    this.folder = folder;
    this.listener = listener;
    this.examination =
        new Examination(farm, profile, new Decoding(farm, Files.createDirectories(work), cells));
  }

  /** Every file below a folder, sorted by path; hidden ones are left out. */
  public static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !folder.relativize(file).toString().matches("(.*/)?\\..*"))
          .sorted()
          .toList();
    }
  }

  /** Puts all through, and returns their results in the order in which they were finished. */
  public List<FileResult> run(List<Path> files) throws InterruptedException, IOException {
    List<FileResult> results = new ArrayList<>();
    for (Path file : files) {
      submit(file, results);
    }
    while (!running.isEmpty()) {
      List<InProgress> left = new ArrayList<>();
      for (Map.Entry<String, Running> one : List.copyOf(running.entrySet())) {
        VideoStatus status = coordinator.publications().status(one.getKey()).orElse(null);
        if (status != null && status.state().isFinal()) {
          running.remove(one.getKey());
          results.add(finish(one.getValue(), status));
        } else {
          left.add(new InProgress(name(one.getValue().file), status));
        }
      }
      listener.progress(left);
      Thread.sleep(POLL);
    }
    return results;
  }

  private void submit(Path file, List<FileResult> results) throws IOException {
    try {
      if (Files.size(file) == 0) {
        throw new ReelmillException(FailureCode.SOURCE_EMPTY, "it is empty");
      }
      String video = VideoId.random();
      String key = ObjectKeys.source(video);
      long size = coordinator.store().adopt(key, file.toAbsolutePath()).sizeBytes();
      String name = file.getFileName().toString();
      coordinator.submissions().submit(new Submission(video, name(file), name, key, size, null));
      running.put(video, new Running(file, System.nanoTime()));
    } catch (ReelmillException e) {
      FileResult result = examination.notTaken(name(file), e);
      results.add(result);
      listener.finished(result, "", null);
    }
  }

  private FileResult finish(Running one, VideoStatus status) throws IOException {
    double seconds = Duration.ofNanos(System.nanoTime() - one.begun).toMillis() / 1000.0;
    Findings findings = examination.examine(name(one.file), one.file, status, seconds);
    listener.finished(findings.result(), status.video(), findings.decoded());
    return findings.result();
  }

  private String name(Path file) {
    return folder.relativize(file).toString();
  }
}
