package dev.reelmill.worker.deliver;

/**
 * What an audio track must be.
 *
 * @param sampleRate in Hz; the track's timescale too
 * @param samples per channel that it has to cover
 * @param frameSamples of one coded frame
 * @param mostBytes of the file
 */
public record AudioExpectation(int sampleRate, long samples, int frameSamples, long mostBytes) {

  void check(FragmentedFile file) {
    require(
        file,
        file.track().timescale() == sampleRate,
        "timescale " + file.track().timescale() + " instead of " + sampleRate);
    require(
        file, file.sizeBytes() <= mostBytes, file.sizeBytes() + " bytes, more than " + mostBytes);
    require(file, !file.headers().isEmpty(), "no fragments");
    long at = 0;
    for (FragmentHeader header : file.headers()) {
      require(
          file,
          header.startTicks() == at,
          "a fragment at %d instead of %d".formatted(header.startTicks(), at));
      at += header.duration();
    }
    require(
        file,
        at >= samples && at <= samples + 2L * frameSamples,
        at + " samples instead of " + samples);
  }

  private static void require(FragmentedFile file, boolean holds, String otherwise) {
    if (!holds) {
      throw Verification.failed(file.file(), otherwise);
    }
  }
}
