package dev.reelmill.coordinator.plan;

import dev.reelmill.common.media.AudioCodec;
import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.AudioFacts;
import dev.reelmill.common.media.TextFacts;
import dev.reelmill.coordinator.plan.Plan.PlannedAudio;
import dev.reelmill.coordinator.plan.Plan.PlannedText;
import dev.reelmill.coordinator.plan.Profile.AudioSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Chooses what becomes of a source's tracks of sound and of text. */
final class SoundPlan {

  /** What all renditions of sound are called like; {@code audio} alone is the first. */
  private static final String NAME = "audio";

  private static final int SURROUND = 6;

  private SoundPlan() {}

  /** Every track in every variant that adds something; the track to play by default first. */
  static List<PlannedAudio> audio(List<AudioFacts> tracks, List<AudioSpec> variants) {
    List<AudioFacts> ordered = oneDefault(tracks);
    List<PlannedAudio> planned = new ArrayList<>();
    Set<Made> made = new HashSet<>();
    for (AudioSpec variant : variants) {
      for (int i = 0; i < ordered.size(); i++) {
        AudioFacts track = ordered.get(i);
        AudioEncoding encoding = encoding(track, variant);
        if (made.add(new Made(track.index(), encoding.codec(), encoding.channels()))) {
          planned.add(new PlannedAudio(name(variant, i), variant.name(), track, encoding));
        }
      }
    }
    return planned;
  }

  /** A variant with room for more channels than a track has would only repeat another. */
  private record Made(int track, AudioCodec codec, int channels) {}

  /** {@code audio}, {@code audio-2} for the second track, {@code audio-opus-2} of a variant. */
  private static String name(AudioSpec variant, int track) {
    String name = variant.name().startsWith(NAME) ? variant.name() : NAME + "-" + variant.name();
    return track == 0 ? name : name + "-" + (track + 1);
  }

  /** Files mark none, one or several. */
  private static List<AudioFacts> oneDefault(List<AudioFacts> tracks) {
    List<AudioFacts> ordered = new ArrayList<>(tracks);
    Optional<AudioFacts> chosen =
        tracks.stream().filter(track -> track.label().isDefault()).findFirst();
    if (chosen.isPresent()) {
      ordered.remove(chosen.get());
      ordered.addFirst(chosen.get());
    }
    return ordered.stream().map(track -> marked(track, track.equals(ordered.getFirst()))).toList();
  }

  private static AudioFacts marked(AudioFacts track, boolean isDefault) {
    return new AudioFacts(
        track.index(),
        track.codec(),
        track.sampleRate(),
        track.channels(),
        track.channelLayout(),
        track.start(),
        track.end(),
        track.label().withDefault(isDefault));
  }

  /** Numbered from 1, in the file's order. */
  static List<PlannedText> text(List<TextFacts> tracks) {
    List<PlannedText> texts = new ArrayList<>();
    tracks.forEach(track -> texts.add(new PlannedText(PlannedText.name(texts.size() + 1), track)));
    return texts;
  }

  private static AudioEncoding encoding(AudioFacts track, AudioSpec spec) {
    int channels = channels(track, spec.maxChannels());
    return new AudioEncoding(
        spec.codec(), spec.bitratePerChannel() * channels, sampleRate(track, spec), channels);
  }

  /** Mono, stereo or 5.1, which every player knows; of channels without places, two are taken. */
  private static int channels(AudioFacts track, int most) {
    int channels = track.hasKnownPlaces() ? track.channels() : Math.min(track.channels(), 2);
    if (channels <= 2) {
      return Math.min(channels, most);
    }
    return most >= SURROUND ? SURROUND : Math.min(most, 2);
  }

  /**
   * Rates that every player takes, and a simple ratio to the source's: 44.1 kHz for its family, so
   * that music is not resampled, and 48 kHz for everything else. Opus knows only 48 kHz.
   */
  private static int sampleRate(AudioFacts track, AudioSpec spec) {
    boolean music = track.sampleRate() % 11_025 == 0 && spec.codec() == AudioCodec.AAC;
    return music ? 44_100 : 48_000;
  }
}
