package dev.reelmill.coordinator.farm;

import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.coordinator.Coordinator;
import dev.reelmill.coordinator.store.Expected;
import dev.reelmill.coordinator.upload.Submission;
import dev.reelmill.coordinator.upload.VideoId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something to look at on a site that is still empty. */
public final class SampleVideo {

  private static final Logger log = LoggerFactory.getLogger(SampleVideo.class);
  private static final String FILE = "sample.mp4";

  private SampleVideo() {}

  /**
   * Makes one and submits it, if there is no video yet. A failure is logged and changes nothing.
   *
   * @param length how long it plays, in whole seconds
   */
  public static void seed(Farm farm, Duration length) {
    Coordinator coordinator = farm.coordinator();
    if (!coordinator.publications().newest(1).isEmpty()) {
      return;
    }
    Path file = farm.data().scratch().resolve(FILE);
    try {
      Files.createDirectories(file.getParent());
      WorkerRun.output(
          farm.workerEnvironment(), "sample", "--seconds=" + length.toSeconds(), file.toString());
      String video = VideoId.random();
      String key = ObjectKeys.source(video);
      try (InputStream bytes = Files.newInputStream(file)) {
        long size = Files.size(file);
        coordinator.store().put(key, bytes, new Expected(size, null));
        coordinator
            .submissions()
            .submit(new Submission(video, "A sample, made here", FILE, key, size, null));
      }
      Files.delete(file);
      log.info("the site was empty, so a sample video is being encoded: {}", video);
    } catch (IOException | ReelmillException e) {
      log.warn("no sample video could be made: {}", e.getMessage());
    }
  }
}
