package dev.reelmill.coordinator.plan;

import dev.reelmill.common.media.AudioCodec;
import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.AudioFacts;
import dev.reelmill.common.media.TextFacts;
import dev.reelmill.coordinator.plan.Plan.PlannedAudio;
import dev.reelmill.coordinator.plan.Plan.PlannedText;
import dev.reelmill.coordinator.plan.Profile.AudioSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Chooses what becomes of a source's tracks of sound and of text. */
final class SoundPlan {

  private SoundPlan() {}

  static List<PlannedAudio> audio(List<AudioFacts> tracks, List<AudioSpec> variants) {
    return tracks.stream()
        .min(Comparator.comparing((AudioFacts track) -> track.label().isDefault()).reversed())
        .map(track -> variants.stream().map(variant -> audio(track, variant)).toList())
        .orElse(List.of());
  }

  private static PlannedAudio audio(AudioFacts track, AudioSpec variant) {
    return new PlannedAudio(variant.name(), variant.name(), track, encoding(track, variant));
  }

  /** Numbered from 1, in the file's order. */
  static List<PlannedText> text(List<TextFacts> tracks) {
    List<PlannedText> texts = new ArrayList<>();
    tracks.forEach(track -> texts.add(new PlannedText("text-" + (texts.size() + 1), track)));
    return texts;
  }

  private static AudioEncoding encoding(AudioFacts track, AudioSpec spec) {
    int channels = Math.clamp(track.channels(), 1, spec.maxChannels());
    // Rates that every player takes; 44.1 kHz stays as it is, so that music is not resampled. Opus
    // knows only 48 kHz.
    boolean kept = track.sampleRate() == 44_100 && spec.codec() == AudioCodec.AAC;
    int sampleRate = kept ? 44_100 : 48_000;
    return new AudioEncoding(
        spec.codec(), spec.bitratePerChannel() * channels, sampleRate, channels);
  }
}
