package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.media.AudioEncoding;
import java.util.List;

/** What differs between the encoders of sound. */
public enum SoundCodec {
  /**
   * https://ffmpeg.org/ffmpeg-codecs.html#aac. Its delay is exactly one frame. The frame before the
   * first is dropped, so of that one only what its own window lets through is heard. After silence
   * the encoder would take its short windows for it, which begin in the middle: 9 ms would be
   * missing. So two frames of the beginning, mirrored, are put before it.
   */
  AAC(1024, 96, 2048) {
    @Override
    String lead(int sampleRate) {
      return ",asplit[direct][start];[start]atrim=end_sample=%1$d,apad=whole_len=%1$d,areverse[lead]"
              .formatted(leadSamples())
          + ";[lead][direct]concat=v=0:a=1,asettb=1/%d,asetpts=N-%d"
              .formatted(sampleRate, leadSamples());
    }

    @Override
    List<Object> words(AudioEncoding encoding) {
      return List.of("-c:a", "aac", "-b:a", encoding.bitrate());
    }
  },

  /**
   * https://ffmpeg.org/ffmpeg-codecs.html#libopus-1. Its delay at 48 kHz is 312 samples (libopus'
   * lookahead); with 648 samples of silence before it is one frame, as AAC's.
   */
  OPUS(960, 100, 648) {
    @Override
    String lead(int sampleRate) {
      return ",adelay=delays=%1$dS:all=1,asetpts=N-%1$d".formatted(leadSamples());
    }

    @Override
    List<Object> words(AudioEncoding encoding) {
      // Family 1 has surround in Vorbis' order (RFC 7845, 5.1.1.2).
      String family = encoding.channels() > 2 ? "1" : "0";
      return List.of(
          "-c:a",
          "libopus",
          "-b:a",
          encoding.bitrate(),
          "-frame_duration",
          "20",
          "-mapping_family",
          family);
    }
  };

  private final int frameSamples;
  private final int fragmentFrames;
  private final int leadSamples;

  SoundCodec(int frameSamples, int fragmentFrames, int leadSamples) {
    this.frameSamples = frameSamples;
    this.fragmentFrames = fragmentFrames;
    this.leadSamples = leadSamples;
  }

  public static SoundCodec of(AudioEncoding encoding) {
    return switch (encoding.codec()) {
      case AAC -> AAC;
      case OPUS -> OPUS;
    };
  }

  /** Samples per channel of one coded frame. */
  public int frameSamples() {
    return frameSamples;
  }

  /** The encoder. */
  abstract List<Object> words(AudioEncoding encoding);

  /**
   * Filters that put something before the sound, at negative times, in whole frames after delay.
   */
  abstract String lead(int sampleRate);

  int leadSamples() {
    return leadSamples;
  }

  /**
   * Two seconds; half a frame less than the fragment, which ends with the frame that passes this.
   * https://ffmpeg.org/ffmpeg-formats.html#Fragmentation
   */
  long fragmentMicros(int sampleRate) {
    long samples = (long) fragmentFrames * frameSamples - frameSamples / 2;
    return samples * 1_000_000 / sampleRate;
  }
}
