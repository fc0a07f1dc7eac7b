package dev.reelmill.coordinator.corpus;

import dev.reelmill.common.media.Rational;
import dev.reelmill.coordinator.corpus.SoundTimeline.Run;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** One channel of sound, put on a clock: each sample is where the decoder's timestamps say. */
public final class Waveform {

  private final int sampleRate;
  private final float[] samples;

  private Waveform(int sampleRate, float[] samples) {
    this.sampleRate = sampleRate;
    this.samples = samples;
  }

  /**
   * Reads what the worker wrote.
   *
   * @param pcm 32-bit little-endian floats at {@code sampleRate}
   * @param timeline of the blocks that it was made of
   * @param origin the timeline's time that becomes 0, in seconds; what is earlier is left out
   */
  public static Waveform read(Path pcm, int sampleRate, SoundTimeline timeline, Rational origin)
      throws IOException {
    FloatBuffer source =
        ByteBuffer.wrap(Files.readAllBytes(pcm)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] heard = new float[source.remaining()];
    source.get(heard);
    return place(heard, sampleRate, timeline, origin);
  }

  /** Puts samples without timestamps where those of the timeline's blocks are. */
  static Waveform place(float[] heard, int sampleRate, SoundTimeline timeline, Rational origin) {
    Rational perSample = Rational.of(sampleRate, timeline.sampleRate());
    long end = timeline.end().minus(origin).times(sampleRate).ceil();
    float[] placed = new float[(int) Math.clamp(end, 0, (long) heard.length + 60L * sampleRate)];
    for (Run run : timeline.runs()) {
      int from = (int) Math.min(heard.length, perSample.times(run.firstSample()).round());
      long last = run.firstSample() + run.count();
      int to = (int) Math.min(heard.length, perSample.times(last).round());
      long target = run.start().minus(origin).times(sampleRate).round();
      for (int i = from; i < to; i++) {
        long index = target + i - from;
        if (index >= 0 && index < placed.length) {
          placed[(int) index] = heard[i];
        }
      }
    }
    return new Waveform(sampleRate, placed);
  }

  public int sampleRate() {
    return sampleRate;
  }

  /** How many samples there are from 0 on. */
  public int length() {
    return samples.length;
  }

  /** Samples from one index to another, exclusive; silence beyond both ends. */
  float[] slice(int from, int to) {
    float[] slice = new float[Math.max(0, to - from)];
    int begin = Math.clamp(from, 0, samples.length);
    int end = Math.clamp(to, begin, samples.length);
    System.arraycopy(samples, begin, slice, begin - Math.min(from, begin), end - begin);
    return slice;
  }

  /** One sample, −1 to 1; silence beyond both ends. */
  public float at(int index) {
    return index < 0 || index >= samples.length ? 0 : samples[index];
  }
}
