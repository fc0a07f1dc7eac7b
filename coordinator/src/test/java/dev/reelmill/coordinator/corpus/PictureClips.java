package dev.reelmill.coordinator.corpus;

import static dev.reelmill.coordinator.corpus.Clip.AAC;
import static dev.reelmill.coordinator.corpus.Clip.H264;
import static dev.reelmill.coordinator.corpus.Clip.clip;
import static dev.reelmill.coordinator.corpus.Clip.usual;

import java.util.List;
import java.util.stream.Stream;

/** How pictures lie, how large they are, and how their numbers become light. */
final class PictureClips {

  private static final String FFV1 = "-c:v ffv1 -g 1 ";
  private static final String X265 =
      "-c:v libx265 -preset ultrafast -x265-params log-level=error:keyint=25";

  private PictureClips() {}

  static List<Clip> all() {
    return Stream.concat(shapes().stream(), numbers().stream()).toList();
  }

  /** Pictures are turned before they are encoded, and the display matrix turns them back. */
  private static List<Clip> shapes() {
    return List.of(
        turned("rotated-90.mp4", ",transpose=2", "-display_rotation:v:0 270").size("160x90"),
        turned("rotated-180.mp4", ",hflip,vflip", "-display_rotation:v:0 180").size("160x90"),
        turned("rotated-270.mov", ",transpose=1", "-display_rotation:v:0 90").size("160x90"),
        turned("mirrored.mp4", ",hflip", "-display_hflip:v:0").size("160x90"),
        turned("upside-down.mp4", ",vflip", "-display_vflip:v:0").size("160x90"),
        clip("wide-pixels.mp4", "pixels twice as wide as high")
            .pictures("80x90", "25", 50, ",setsar=2")
            .encoded(H264)
            .size("160x90"),
        clip("narrow-pixels.ts", "pixels of 3:4, in MPEG-2")
            .pictures("160x90", "25", 50, ",setsar=3/4")
            .encoded("-c:v mpeg2video -q:v 2 -g 12"),
        clip("odd-size.mkv", "161 x 91 pixels")
            .pictures("161x91", "25", 50)
            .encoded(FFV1 + "-pix_fmt yuv444p"),
        clip("portrait.mp4", "higher than wide")
            .pictures("90x160", "25", 50)
            .encoded(H264)
            .size("90x160"),
        clip("tiny.mp4", "16 x 16 pixels")
            .pictures("16x16", "25", 50)
            .encoded(H264)
            .unreadable()
            .size("16x16"),
        clip("8k.mp4", "7680 x 4320 pixels").pictures("7680x4320", "25", 3).encoded(H264),
        clip("cropped.mp4", "cropping in the stream, beyond what its macroblocks need")
            .pictures("160x90", "25", 50, ",pad=192:90:16:0")
            .encoded(H264 + "-bsf:v h264_metadata=crop_left=16:crop_right=16")
            .size("160x90"));
  }

  private static Clip turned(String file, String filter, String matrix) {
    return clip(file, "display matrix: " + matrix)
        .pictures("160x90", "25", 50, filter)
        .encoded(H264)
        .then(matrix + " -i IN -c copy");
  }

  private static List<Clip> numbers() {
    return List.of(
        usual("h264-422-10.mkv", "10 bit, 4:2:2")
            .encoded("-c:v libx264 -preset ultrafast -g 25 -pix_fmt yuv422p10le " + AAC),
        usual("h264-444.mp4", "8 bit, 4:4:4")
            .encoded("-c:v libx264 -preset ultrafast -g 25 -pix_fmt yuv444p " + AAC),
        clip("ffv1-420-12.mkv", "12 bit, 4:2:0")
            .pictures("160x90", "25", 50)
            .encoded(FFV1 + "-pix_fmt yuv420p12le"),
        clip("ffv1-rgb.mkv", "RGB").pictures("160x90", "25", 50).encoded(FFV1 + "-pix_fmt bgr0"),
        clip("full-range.mp4", "full range, BT.601")
            .pictures("160x90", "25", 50, ",scale=out_range=full:out_color_matrix=bt601")
            .encoded(
                H264
                    + "-color_range pc -colorspace smpte170m -color_primaries smpte170m -color_trc smpte170m"),
        clip("bt709.mp4", "limited range, BT.709")
            .pictures("160x90", "25", 50)
            .encoded(H264 + "-colorspace bt709 -color_primaries bt709 -color_trc bt709"),
        clip("bt2020.mp4", "BT.2020 in standard dynamic range")
            .pictures("160x90", "25", 50)
            .encoded(
                X265
                    + " -pix_fmt yuv420p10le -colorspace bt2020nc -color_primaries bt2020 -color_trc bt2020-10"),
        clip("hdr10.mp4", "HDR10")
            .pictures("160x90", "25", 50)
            .encoded(
                X265
                    + ":hdr10=1:max-cll=1000,400:master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)"
                    + " -pix_fmt yuv420p10le -colorspace bt2020nc -color_primaries bt2020 -color_trc smpte2084"),
        clip("hlg.mp4", "HLG")
            .pictures("160x90", "25", 50)
            .encoded(
                X265
                    + " -pix_fmt yuv420p10le -colorspace bt2020nc -color_primaries bt2020 -color_trc arib-std-b67"),
        clip("alpha.mov", "transparency")
            .pictures("160x90", "25", 50, ",format=argb,colorchannelmixer=aa=0.9")
            .encoded("-c:v qtrle -pix_fmt argb"),
        clip("alpha.webm", "transparency in VP9")
            .pictures("160x90", "25", 50, ",format=yuva420p")
            .encoded("-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -b:v 400k -pix_fmt yuva420p"),
        clip("interlaced.mkv", "interlaced, upper field first")
            .pictures("160x96", "50", 100, ",tinterlace=interleave_top,setfield=tff")
            .encoded("-c:v mpeg2video -q:v 2 -g 12 -flags +ildct+ilme")
            .frames(50)
            .unreadable(),
        clip("telecined.ts", "film at 29.97 by repeating fields")
            .pictures("160x96", "24000/1001", 48, ",telecine=pattern=23,setfield=tff")
            .encoded("-c:v mpeg2video -q:v 2 -g 12 -flags +ildct+ilme")
            .frames(60)
            .unreadable());
  }
}
