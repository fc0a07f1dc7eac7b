package dev.reelmill.coordinator.corpus;

import static dev.reelmill.coordinator.corpus.Clip.AAC;
import static dev.reelmill.coordinator.corpus.Clip.H264;
import static dev.reelmill.coordinator.corpus.Clip.clip;
import static dev.reelmill.coordinator.corpus.Clip.usual;

import java.util.List;
import java.util.stream.Stream;

/** When pictures and sound come, and how pictures depend on each other. */
final class TimeClips {

  private static final String X264 = "-c:v libx264 -preset veryfast -pix_fmt yuv420p ";
  private static final String AS_THEY_COME = "-fps_mode passthrough ";

  /** Of the pictures 0 to 119, the 80 whose number in threes is not 1. */
  private static final String UNEVEN = ",select='mod(n,3)-1'";

  private TimeClips() {}

  static List<Clip> all() {
    return Stream.of(rates(), starts(), groups()).flatMap(List::stream).toList();
  }

  private static List<Clip> rates() {
    return List.of(
        rate("rate-23.976.mp4", "24000/1001", 72),
        rate("rate-29.97.mkv", "30000/1001", 90),
        rate("rate-59.94.ts", "60000/1001", 180),
        rate("rate-12.5.mp4", "25/2", 38),
        clip("variable-rate.mkv", "variable frame rate in milliseconds")
            .pictures("160x90", "30", 120, UNEVEN)
            .sound("48000", 1, "4")
            .encoded(AS_THEY_COME + H264 + AAC)
            .frames(80)
            .uncounted(),
        clip("variable-rate.mp4", "variable frame rate in exact ticks, with B-frames")
            .pictures("160x90", "30000/1001", 120, UNEVEN)
            .sound("48000", 1, "4")
            .encoded(AS_THEY_COME + X264 + "-bf 3 -g 25 " + AAC)
            .frames(80)
            .uncounted(),
        clip(
                "absurd-rate.mp4",
                "irregular ticks of 1/90000 s, which look like 90000 pictures a second")
            .pictures("160x90", "25", 50, ",settb=1/90000,setpts=N*3600+mod(N\\,3)*7")
            .encoded(AS_THEY_COME + "-enc_time_base:v filter -video_track_timescale 90000 " + H264),
        clip("declared-rate.mkv", "declares 30000 pictures a second and has 25")
            .pictures("160x90", "25", 50)
            .encoded(H264)
            .then("-i IN -c copy -r 90000"),
        clip("single-frame.mp4", "one picture").pictures("160x90", "25", 1).encoded(H264),
        clip("one-in-two-seconds.mp4", "a picture every two seconds")
            .pictures("160x90", "1/2", 3)
            .sound("48000", 1, "6")
            .encoded(H264 + AAC),
        clip("gap.mkv", "five seconds without pictures")
            .pictures("160x90", "25", 75, ",setpts=PTS+gt(N\\,37)*5/TB")
            .sound("48000", 1, "8")
            .encoded(AS_THEY_COME + H264 + AAC),
        clip("sound-gap.mkv", "a second without sound in the middle")
            .pictures("160x90", "25", 100)
            .input(
                "aevalsrc=exprs='0.4*sin(2*PI*t*(300+120*t))':s=48000:d=3,"
                    + "asetpts=PTS+gte(N\\,70)*1/TB")
            .encoded(H264 + "-c:a pcm_s16le"));
  }

  private static Clip rate(String file, String rate, int frames) {
    return clip(file, rate + " pictures a second")
        .pictures("160x90", rate, frames)
        .sound("48000", 1, "3")
        .encoded(X264 + "-g 24 " + AAC);
  }

  private static List<Clip> starts() {
    return List.of(
        usual("negative-start.ts", "begins before 0, as its time runs over")
            .encoded(H264 + AAC + "-output_ts_offset 95438"),
        usual("large-start.ts", "begins after an hour")
            .encoded(H264 + AAC + "-output_ts_offset 3600"),
        usual("joined.ts", "two recordings, joined: its clock jumps back by three seconds")
            .encoded(X264 + "-bf 2 -g 25 " + AAC)
            .twice(),
        usual("joined.mpg", "two program streams, joined")
            .encoded("-c:v mpeg2video -q:v 2 -g 12 -c:a mp2 -b:a 192k -f vob")
            .twice(),
        usual("wrapping.ts", "its 33 bits of time run over in the middle")
            .encoded(X264 + AAC + "-output_ts_offset 95440.8"),
        usual("edit-list.mp4", "an edit list hides the beginning")
            .encoded(X264 + "-g 25 " + AAC)
            .then("-ss 0.5 -i IN -c copy")
            .frames(-1)
            .uncounted(),
        clip("late-sound.mkv", "sound begins 0.7 s after the picture")
            .pictures("160x90", "25", 75)
            .before("-itsoffset 0.7")
            .sound("48000", 1, "2")
            .encoded(H264 + "-c:a flac"),
        clip("late-sound.mp4", "an empty edit delays the sound by 0.7 s")
            .pictures("160x90", "25", 75)
            .before("-itsoffset 0.7")
            .sound("48000", 1, "2")
            .encoded(H264 + AAC),
        clip("late-picture.ts", "the picture begins 0.6 s after the sound")
            .before("-itsoffset 0.6")
            .pictures("160x90", "25", 50)
            .sound("48000", 1, "3")
            .encoded(H264 + AAC),
        clip("late-picture.mp4", "an empty edit delays the picture by 0.6 s")
            .before("-itsoffset 0.6")
            .pictures("160x90", "25", 50)
            .sound("48000", 1, "3")
            .encoded(X264 + AAC),
        clip("long-sound.mp4", "sound goes on for two seconds")
            .pictures("160x90", "25", 50)
            .sound("48000", 1, "4")
            .encoded(H264 + AAC),
        clip("short-sound.mp4", "sound ends two seconds early")
            .pictures("160x90", "25", 75)
            .sound("48000", 1, "1")
            .encoded(H264 + AAC));
  }

  private static List<Clip> groups() {
    return List.of(
        usual("open-gops.mp4", "pictures refer across keyframes")
            .encoded(X264 + "-bf 3 -g 15 -x264-params open-gop=1:scenecut=0 " + AAC),
        usual("open-gops.ts", "pictures refer across keyframes, in a transport stream")
            .encoded(X264 + "-bf 3 -g 15 -x264-params open-gop=1:scenecut=0 " + AAC),
        clip("one-keyframe.mp4", "a single keyframe")
            .pictures("160x90", "25", 150)
            .sound("48000", 1, "6")
            .encoded(X264 + "-bf 2 -g 9999 -x264-params scenecut=0 " + AAC),
        usual("no-b-frames.mp4", "no B-frames").encoded(X264 + "-bf 0 -g 50 " + AAC),
        usual("many-b-frames.mkv", "eight B-frames in a row, in a pyramid")
            .encoded(X264 + "-bf 8 -b_strategy 0 -g 50 -x264-params b-pyramid=normal:ref=4 " + AAC),
        usual("intra-refresh.ts", "no keyframes after the first, but intra refresh")
            .encoded(X264 + "-bf 0 -g 25 -intra-refresh 1 " + AAC));
  }
}
