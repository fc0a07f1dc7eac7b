package dev.reelmill.worker.hostile;

import dev.reelmill.worker.RealFfmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A good clip of under a second that mutants are made of; one for each kind of container. */
enum Clip {
  MP4(Layout.ISO, "mp4", "libx264 -bf 2 -g 5", "aac", "-movflags +faststart"),
  FRAGMENTED(Layout.ISO, "mp4", "libx264 -g 5", "aac", "-movflags +frag_keyframe+empty_moov"),
  MOV(Layout.ISO, "mov", "mpeg4 -g 5", "pcm_s16le", ""),
  PHONE(Layout.ISO, "3gp", "h263 -s 128x96", "aac", ""),
  MKV(Layout.EBML, "mkv", "libx264 -bf 2 -g 5", "flac", ""),
  WEBM(Layout.EBML, "webm", "libvpx -deadline realtime -cpu-used 8", "libopus", ""),
  AVI(Layout.RIFF, "avi", "mjpeg", "pcm_s16le", ""),
  TRANSPORT(Layout.TS, "ts", "mpeg2video -bf 2 -g 5", "mp2", ""),
  PROGRAM(Layout.OTHER, "mpg", "mpeg2video -g 5", "mp2", ""),
  FLASH(Layout.FLV, "flv", "flv", "libmp3lame -ar 44100", ""),
  OGG(Layout.OGG, "ogv", "libvpx -deadline realtime -cpu-used 8", "libopus", "-f ogg"),
  WINDOWS(Layout.OTHER, "wmv", "wmv2 -g 5", "wmav2", ""),
  STUDIO(Layout.OTHER, "mxf", "mpeg2video -g 5", "pcm_s16le -ar 48000", ""),
  NUT(Layout.OTHER, "nut", "ffv1", "pcm_s16le", "");

  private final Layout layout;
  private final String ending;
  private final String words;

  Clip(Layout layout, String ending, String picture, String sound, String more) {
    this.layout = layout;
    this.ending = ending;
    // The same bytes every time: a mutant is its seed and its number.
    this.words =
        "-fflags +bitexact -flags +bitexact -preset ultrafast -threads 1 -c:v %s -c:a %s %s"
            .formatted(picture, sound, more);
  }

  Layout layout() {
    return layout;
  }

  String ending() {
    return ending;
  }

  /** Makes it, and reads it. */
  byte[] bytes(Path folder) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("-f", "lavfi", "-i", "testsrc2=s=64x48:r=25:d=0.6"));
    all.addAll(List.of("-f", "lavfi", "-i", "sine=d=0.6:r=48000"));
    all.addAll(List.of(words.trim().split(" +")));
    String name = name().toLowerCase(java.util.Locale.ROOT) + "." + ending;
    all.add(name);
    RealFfmpeg.run(folder, all.toArray(String[]::new));
    try {
      return Files.readAllBytes(folder.resolve(name));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
