package dev.reelmill.coordinator.publish;

import dev.reelmill.common.media.AudioCodec;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Audio tracks that a player may choose from, all of one codec.
 *
 * @param id {@code audio-aac-2}: the codec, and the most channels; empty where there is no sound
 * @param tracks the one to play by default first
 */
record AudioGroup(String id, List<Track> tracks) {

  static final AudioGroup SILENCE = new AudioGroup("", List.of());

  AudioGroup {
    tracks = List.copyOf(tracks);
  }

  /**
   * A group for each of the profile's variants, fewest channels first: what comes first plays
   * everywhere. Variants with room for more channels hold only what needs it; their groups get the
   * other tracks from those before them, as all groups must have the same members (RFC 8216,
   * 4.3.4.1.1), and a listener to surround sound must find all languages.
   */
  static List<AudioGroup> of(List<Track> tracks) {
    Map<String, List<Track>> variants = new LinkedHashMap<>();
    for (Track track : tracks) {
      variants
          .computeIfAbsent(codec(track).text() + " " + track.ladder(), key -> new ArrayList<>())
          .add(track);
    }
    Map<AudioCodec, List<Track>> before = new LinkedHashMap<>();
    return variants.values().stream()
        .sorted(Comparator.comparingInt(AudioGroup::channels))
        .map(
            variant -> {
              AudioCodec codec = codec(variant.getFirst());
              List<Track> all = filled(variant, before.getOrDefault(codec, List.of()));
              before.put(codec, all);
              return new AudioGroup("audio-" + codec.text() + "-" + channels(all), all);
            })
        .toList();
  }

  /** Those of a variant in the places of their like, and then what has no like. */
  private static List<Track> filled(List<Track> variant, List<Track> before) {
    List<Track> left = new ArrayList<>(variant);
    List<Track> all = new ArrayList<>();
    for (Track track : before) {
      Optional<Track> better =
          left.stream().filter(one -> sound(one).label().equals(sound(track).label())).findFirst();
      better.ifPresent(left::remove);
      all.add(better.orElse(track));
    }
    all.addAll(left);
    return all;
  }

  boolean isOf(AudioCodec codec) {
    return tracks.stream().allMatch(track -> codec(track) == codec);
  }

  private static int channels(List<Track> tracks) {
    return tracks.stream().mapToInt(Track::channels).max().orElse(0);
  }

  private static AudioCodec codec(Track track) {
    return sound(track).encoding().codec();
  }

  private static PublishedMedia.Sound sound(Track track) {
    return Objects.requireNonNull(track.sound());
  }
}
