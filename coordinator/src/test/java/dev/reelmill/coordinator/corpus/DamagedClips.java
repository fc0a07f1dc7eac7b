package dev.reelmill.coordinator.corpus;

import static dev.reelmill.coordinator.corpus.Clip.AAC;
import static dev.reelmill.coordinator.corpus.Clip.H264;
import static dev.reelmill.coordinator.corpus.Clip.clip;
import static dev.reelmill.coordinator.corpus.Clip.usual;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What is left of files to which something happened. */
final class DamagedClips {

  private static final int TS_PACKET = 188;

  private DamagedClips() {}

  static List<Clip> all() {
    return List.of(
        usual("truncated.mkv", "the last third is missing")
            .encoded(H264 + AAC)
            .damaged(bytes -> Arrays.copyOf(bytes, bytes.length * 2 / 3)),
        usual("truncated.ts", "the last third is missing, within a packet")
            .encoded(H264 + AAC)
            .damaged(bytes -> Arrays.copyOf(bytes, bytes.length * 2 / 3)),
        usual("truncated-data.mp4", "index first, the last third of the data missing")
            .encoded(H264 + AAC + "-movflags +faststart")
            .damaged(bytes -> Arrays.copyOf(bytes, bytes.length * 2 / 3)),
        usual("truncated-index.mp4", "the index at the end is missing")
            .encoded(H264 + AAC)
            .damaged(bytes -> Arrays.copyOf(bytes, bytes.length * 2 / 3))
            .refused(),
        usual("flipped-bytes.ts", "one byte in two thousand is wrong")
            .encoded(H264 + AAC)
            .damaged(bytes -> flipped(bytes, 2000, 0))
            .loses(),
        usual("flipped-bytes.mkv", "one byte in two thousand is wrong, after the header")
            .encoded(H264 + AAC)
            .damaged(bytes -> flipped(bytes, 2000, 2000)),
        usual("missing-middle.ts", "a fifth is missing in the middle")
            .encoded(H264 + AAC)
            .damaged(DamagedClips::withoutMiddle)
            .loses(),
        usual("missing-middle.mkv", "a fifth is missing in the middle")
            .encoded(H264 + AAC)
            .damaged(DamagedClips::withoutMiddle)
            .loses(),
        clip("empty.mp4", "no bytes").holding(),
        clip("words.mp4", "words that call themselves MP4")
            .holding("This was never a video.\n".repeat(50).getBytes(StandardCharsets.UTF_8)),
        clip("noise.avi", "random bytes that call themselves AVI").holding(noise()));
  }

  private static byte[] flipped(byte[] bytes, int each, int from) {
    Random random = new Random(7);
    byte[] wrong = bytes.clone();
    for (int i = 0; i < bytes.length / each; i++) {
      int at = from + random.nextInt(bytes.length - from);
      wrong[at] ^= (byte) (1 << random.nextInt(8));
    }
    return wrong;
  }

  private static byte[] withoutMiddle(byte[] bytes) {
    int from = bytes.length * 2 / 5 / TS_PACKET * TS_PACKET;
    int to = bytes.length * 3 / 5 / TS_PACKET * TS_PACKET;
    byte[] left = Arrays.copyOf(bytes, bytes.length - (to - from));
    System.arraycopy(bytes, to, left, from, bytes.length - to);
    return left;
  }

  private static byte[] noise() {
    byte[] bytes = new byte[20_000];
    new Random(11).nextBytes(bytes);
    return bytes;
  }
}
