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
import dev.reelmill.coordinator.transcode.SideCarFiles;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Puts the files of a folder through a farm, and looks at every result, while the farm goes on with
 * the others.
 */
public final class Corpus {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Coordinator coordinator;
  private final Path folder;
  private final Listener listener;
  private final Examiners examiners;
  private final Map<String, Running> running = new LinkedHashMap<>();
  private final List<FileResult> results = new ArrayList<>();

  /** Told as it goes, of one thing at a time. */
  public interface Listener {

    /** What runs now, in the order of submission. */
    default void progress(List<InProgress> files) {}

    /**
     * A file is done.
     *
     * @param video its public id; empty if it was not even submitted
     * @param decoded what the result rests on, in files that are gone after this call; absent if it
     *     was not even submitted, or can't be measured
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
    this.examiners = new Examiners(farm, profile, work, cells);
  }

  /** Puts all through, once, and returns their results in the order in which they were finished. */
  public List<FileResult> run(List<Path> files) throws InterruptedException, IOException {
    List<Future<?>> examined = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        examiners) {
      for (Path file : files) {
        submit(file);
      }
      while (!running.isEmpty()) {
        for (Map.Entry<VideoStatus, Running> one : settled().entrySet()) {
          double seconds =
              Duration.ofNanos(System.nanoTime() - one.getValue().begun).toMillis() / 1000.0;
          examined.add(threads.submit(() -> finish(one.getValue().file, one.getKey(), seconds)));
        }
        Thread.sleep(POLL);
      }
      for (Future<?> one : examined) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("can't examine a result: " + e.getCause(), e.getCause());
    }
    return List.copyOf(results);
  }

  /** Those that run no more, which are forgotten. */
  private Map<VideoStatus, Running> settled() {
    Map<VideoStatus, Running> settled = new LinkedHashMap<>();
    List<InProgress> left = new ArrayList<>();
    for (Map.Entry<String, Running> one : List.copyOf(running.entrySet())) {
      VideoStatus status = coordinator.publications().status(one.getKey()).orElse(null);
      if (status != null && status.settled()) {
        running.remove(one.getKey());
        settled.put(status, one.getValue());
      } else {
        left.add(new InProgress(name(one.getValue().file), status));
      }
    }
    synchronized (listener) {
      listener.progress(left);
    }
    return settled;
  }

  private void submit(Path file) throws IOException {
    try {
      if (Files.size(file) == 0) {
        throw new ReelmillException(FailureCode.SOURCE_EMPTY, "it is empty");
      }
      String video = VideoId.random();
      String key = ObjectKeys.source(video);
      long size = coordinator.store().adopt(key, file.toAbsolutePath()).sizeBytes();
      String name = file.getFileName().toString();
      coordinator
          .submissions()
          .submit(
              new Submission(
                  video,
                  name(file),
                  name,
                  key,
                  size,
                  SideCarFiles.adopt(video, SideCarFiles.beside(file), coordinator.store()),
                  null));
      running.put(video, new Running(file, System.nanoTime()));
    } catch (ReelmillException e) {
      tell(new Findings(FileResult.notTaken(name(file), e), null), "");
    }
  }

  private @Nullable Void finish(Path file, VideoStatus status, double seconds)
      throws IOException, InterruptedException {
    examiners.lend(
        examination ->
            tell(examination.examine(name(file), file, status, seconds), status.video()));
    return null;
  }

  private void tell(Findings findings, String video) throws IOException {
    synchronized (listener) {
      results.add(findings.result());
      listener.finished(findings.result(), video, findings.decoded());
    }
  }

  private String name(Path file) {
    return folder.relativize(file).toString();
  }
}
