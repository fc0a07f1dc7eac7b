package dev.reelmill.coordinator.corpus;

import dev.reelmill.coordinator.corpus.Decoding.Cells;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A number in every picture, as eight bits: white or black blocks side by side in its lower half,
 * the lowest bit on the left. Whoever mirrors, turns, drops, repeats or swaps pictures changes what
 * is read.
 */
final class FrameCode {

  /** How many different numbers there are. */
  static final int NUMBERS = 256;

  private static final int BITS = 8;

  /** Three cells a block, so that the middle one is free of its neighbours. */
  private static final int FINENESS = 3;

  static final Cells CELLS = new Cells(BITS * FINENESS, 2 * FINENESS);

  /** Writes it: https://ffmpeg.org/ffmpeg-filters.html#drawbox, #Timeline-editing */
  static final String FILTER =
      ",drawbox=x=0:y=ih/2:w=iw:h=ih/2:t=fill:c=black"
          + IntStream.range(0, BITS)
              .mapToObj(
                  bit ->
                      ",drawbox=x=iw*%1$d/8:y=ih/2:w=iw/8:h=ih/2:t=fill:c=white:enable='gte(mod(n,%2$d),%3$d)'"
                          .formatted(bit, 2 << bit, 1 << bit))
              .collect(Collectors.joining());

  private FrameCode() {}

  /** Reads it from every picture. */
  static List<Integer> read(Path cells) throws IOException {
    byte[] all = Files.readAllBytes(cells);
    int size = CELLS.width() * CELLS.height();
    List<Integer> numbers = new ArrayList<>();
    for (int start = 0; start + size <= all.length; start += size) {
      int row = start + (CELLS.height() - 2) * CELLS.width();
      int number = 0;
      for (int bit = 0; bit < BITS; bit++) {
        boolean white = (all[row + bit * FINENESS + 1] & 0xff) > 127;
        number |= white ? 1 << bit : 0;
      }
      numbers.add(number);
    }
    return numbers;
  }
}
