package dev.reelmill.worker.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.FailureKind;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.worker.RealFfmpeg;
import dev.reelmill.worker.ffmpeg.Ffmpeg.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An encode on a disk that is too small. */
class FullDiskTest {

  private static final List<String> TOO_LARGE =
      List.of(
          "-nostdin",
          "-y",
          "-loglevel",
          "level+error",
          "-f",
          "lavfi",
          "-i",
          "testsrc2=s=1280x720:d=2",
          "-c:v",
          "libx264",
          "-qp",
          "1",
          "-preset",
          "ultrafast",
          "big.mp4");

  @TempDir Path folder;
  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()),
        "left out: a disk of 1 MB can't be mounted here; it takes root");
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", disk.toString());
  }

  @Test
  void full_disk_is_nobodys_fault_and_its_code_says_so() {
    RunResult result =
        RealFfmpeg.INSTANCE.ffmpeg(
            TOO_LARGE,
            new Place(disk, List.of()),
            RealFfmpeg.INSTANCE.limits(),
            new RunControl(),
            line -> {});

    assertThat(result.succeeded()).isFalse();
    ReelmillException failure = EncodeFailures.of(result);
    assertThat(failure.code()).isEqualTo(FailureCode.DISK_FULL);
    assertThat(failure.code().kind()).as("transient").isEqualTo(FailureKind.OUTSIDE_FAULT);
    assertThat(failure).hasMessageContaining("No space left on device");
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}
