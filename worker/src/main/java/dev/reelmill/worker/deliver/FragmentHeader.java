package dev.reelmill.worker.deliver;

import dev.reelmill.worker.deliver.Track.SampleDefaults;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a {@code moof} says about the samples of its one track (ISO/IEC 14496-12, 8.8).
 *
 * @param startTicks the {@code tfdt}
 * @param duration sum of the samples' durations, in ticks
 * @param samples how many
 * @param sampleBytes sum of their sizes
 * @param startsWithKeyframe whether the first can be decoded by itself
 * @param firstPts presentation time of the first sample
 * @param shown presentation times of all samples, ascending
 * @param leadBytes from the {@code moof}'s first byte to the end of the first sample
 * @param leastOffset the least of the samples' composition offsets; negative where pictures are
 *     shown in another order than they are decoded
 */
record FragmentHeader(
    long startTicks,
    long duration,
    int samples,
    long sampleBytes,
    boolean startsWithKeyframe,
    long firstPts,
    List<Long> shown,
    long leadBytes,
    long leastOffset) {

  private static final int NOT_A_KEYFRAME = 0x10000;
  private static final int MOST_SAMPLES = 1_000_000;

  FragmentHeader {
    shown = List.copyOf(shown);
  }

  /** When the earliest sample is shown. */
  long leastPts() {
    return shown.getFirst();
  }

  /** When the latest sample is shown. */
  long greatestPts() {
    return shown.getLast();
  }

  static FragmentHeader of(Box moof, Track track) {
    List<Box> tracks = moof.children(0).stream().filter(b -> b.type().equals("traf")).toList();
    if (tracks.size() != 1) {
      throw new MalformedMediaException("a fragment of " + tracks.size() + " tracks");
    }
    Box traf = tracks.getFirst();
    Box tfdt = traf.get("tfdt");
    tfdt.need(tfdt.version() == 1 ? 12 : 8);
    long start =
        tfdt.version() == 1 ? tfdt.at(4).getLong() : Integer.toUnsignedLong(tfdt.at(4).getInt());
    Totals totals = new Totals(start, fragmentDefaults(traf.get("tfhd"), track.defaults()));
    traf.children(0).stream().filter(b -> b.type().equals("trun")).forEach(totals::add);
    return totals.header();
  }

  /** {@code tfhd}: optional fields in this order, each announced by a flag. */
  private static SampleDefaults fragmentDefaults(Box tfhd, SampleDefaults track) {
    int flags = tfhd.flags();
    ByteBuffer fields = tfhd.at(4);
    try {
      fields.getInt();
      if ((flags & 0x1) != 0) {
        fields.getLong();
      }
      if ((flags & 0x2) != 0) {
        fields.getInt();
      }
      long duration = (flags & 0x8) != 0 ? unsigned(fields) : track.duration();
      long size = (flags & 0x10) != 0 ? unsigned(fields) : track.size();
      return new SampleDefaults(
          duration, size, (flags & 0x20) != 0 ? fields.getInt() : track.flags());
    } catch (java.nio.BufferUnderflowException e) {
      throw new MalformedMediaException("tfhd lacks fields that its flags announce");
    }
  }

  private static long unsigned(ByteBuffer fields) {
    return Integer.toUnsignedLong(fields.getInt());
  }

  /** Adds up the samples of all runs. */
  private static final class Totals {
    private final long start;
    private final SampleDefaults defaults;
    private long time;
    private int samples;
    private long bytes;
    private boolean keyframe;
    private long firstPts;
    private final List<Long> shown = new ArrayList<>();
    private long leadBytes;
    private long leastOffset = Long.MAX_VALUE;

    Totals(long start, SampleDefaults defaults) {
      this.start = start;
      this.defaults = defaults;
      this.time = start;
    }

    void add(Box trun) {
      int flags = trun.flags();
      ByteBuffer fields = trun.at(4);
      try {
        long count = unsigned(fields);
        if (count > MOST_SAMPLES) {
          throw new MalformedMediaException("trun claims " + count + " samples");
        }
        long dataOffset = (flags & 0x1) != 0 ? fields.getInt() : 0;
        if (samples == 0) {
          leadBytes = dataOffset;
        }
        int firstFlags = (flags & 0x4) != 0 ? fields.getInt() : defaults.flags();
        for (int i = 0; i < count; i++) {
          sample(fields, flags, i == 0 ? firstFlags : defaults.flags());
        }
      } catch (java.nio.BufferUnderflowException e) {
        throw new MalformedMediaException("trun lacks samples that it announces");
      }
    }

    private void sample(ByteBuffer fields, int flags, int announced) {
      long duration = (flags & 0x100) != 0 ? unsigned(fields) : defaults.duration();
      long size = (flags & 0x200) != 0 ? unsigned(fields) : defaults.size();
      int own = (flags & 0x400) != 0 ? fields.getInt() : announced;
      // Read as signed in both versions: version 0 never needs the sign bit in practice.
      int offset = (flags & 0x800) != 0 ? fields.getInt() : 0;
      long pts = time + offset;
      if (samples == 0) {
        leadBytes += size;
        keyframe = (own & NOT_A_KEYFRAME) == 0;
        firstPts = pts;
      }
      bytes += size;
      leastOffset = Math.min(leastOffset, offset);
      shown.add(pts);
      time += duration;
      samples++;
    }

    FragmentHeader header() {
      if (samples == 0) {
        throw new MalformedMediaException("a fragment without samples");
      }
      return new FragmentHeader(
          start,
          time - start,
          samples,
          bytes,
          keyframe,
          firstPts,
          shown.stream().sorted().toList(),
          leadBytes,
          leastOffset);
    }
  }
}
