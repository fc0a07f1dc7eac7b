package dev.reelmill.coordinator.corpus;

import dev.reelmill.coordinator.corpus.Decoding.Cells;
import dev.reelmill.coordinator.farm.Farm;
import dev.reelmill.coordinator.plan.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** As many examinations at once as there are cores, each with a decoding process of its own. */
final class Examiners implements AutoCloseable {

  private final List<Decoding> decodings = new ArrayList<>();
  private final BlockingQueue<Examination> idle;

  /** What is done with one. */
  interface Task {
    void carryOut(Examination examination) throws IOException;
  }

  Examiners(Farm farm, Profile profile, Path work, @Nullable Cells cells) throws IOException {
    int number = Runtime.getRuntime().availableProcessors();
    this.idle = new ArrayBlockingQueue<>(number);
    for (int i = 1; i <= number; i++) {
      Path folder = Files.createDirectories(work.resolve("lane" + i));
      Decoding decoding = new Decoding(farm, folder, cells);
      decodings.add(decoding);
      idle.add(new Examination(farm, profile, decoding));
    }
  }

  /** Waits for one that is idle; nobody else has it until the task returns. */
  void lend(Task task) throws IOException, InterruptedException {
    Examination examination = idle.take();
    try {
      task.carryOut(examination);
    } finally {
      idle.add(examination);
    }
  }

  @Override
  public void close() {
    decodings.forEach(Decoding::close);
  }
}
