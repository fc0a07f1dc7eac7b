package dev.reelmill.coordinator.corpus;

import static dev.reelmill.coordinator.corpus.Clip.AAC;
import static dev.reelmill.coordinator.corpus.Clip.H264;
import static dev.reelmill.coordinator.corpus.Clip.clip;
import static dev.reelmill.coordinator.corpus.Clip.usual;

import java.util.List;

/** Containers and the codecs that come in them. */
final class ContainerClips {

  private static final String MPEG2 = "-c:v mpeg2video -q:v 2 -g 12 -bf 2 ";
  private static final String MP2 = "-c:a mp2 -b:a 192k ";
  private static final String MP3 = "-c:a libmp3lame -b:a 128k ";
  private static final String OPUS = "-c:a libopus -b:a 96k ";
  private static final String VP9 =
      "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 25 -b:v 400k ";

  private ContainerClips() {}

  static List<Clip> all() {
    return List.of(
        usual("mp4-index-last.mp4", "MP4 with its index at the end").encoded(H264 + AAC),
        usual("mp4-index-first.mp4", "MP4 with its index first")
            .encoded(H264 + AAC + "-movflags +faststart"),
        usual("mp4-fragmented.mp4", "fragmented MP4")
            .encoded(H264 + AAC + "-movflags +frag_keyframe+empty_moov+default_base_moof"),
        usual("mov-prores.mov", "QuickTime, ProRes 4:2:2 10 bit, PCM")
            .encoded("-c:v prores_ks -profile:v 2 -pix_fmt yuv422p10le -c:a pcm_s16le"),
        usual("mov-dnxhr.mov", "QuickTime, DNxHR")
            .encoded("-c:v dnxhd -profile:v dnxhr_lb -vf scale=256:144 -pix_fmt yuv422p " + AAC),
        usual("matroska-flac.mkv", "Matroska, H.264 and FLAC").encoded(H264 + "-c:a flac"),
        usual("matroska-live.mkv", "Matroska without duration and cues")
            .encoded(H264 + AAC + "-f matroska -live 1"),
        usual("webm-vp8-vorbis.webm", "WebM, VP8 and Vorbis")
            .encoded(
                "-c:v libvpx -deadline realtime -cpu-used 8 -b:v 600k -g 25"
                    + " -c:a vorbis -ac 2 -strict -2"),
        usual("webm-vp9-opus.webm", "WebM, VP9 and Opus").encoded(VP9 + OPUS),
        usual("webm-av1-opus.webm", "WebM, AV1 and Opus")
            .encoded("-c:v libsvtav1 -preset 12 -crf 30 -g 25 -svtav1-params lp=1 " + OPUS),
        usual("mpegts.ts", "MPEG transport stream").encoded(H264 + AAC),
        usual("mpegts-mpeg2-ac3.ts", "transport stream, MPEG-2 with B-frames and AC-3")
            .encoded(MPEG2 + "-c:a ac3 -b:a 128k"),
        usual("mpegps.mpg", "MPEG program stream, MPEG-2 and MP2").encoded(MPEG2 + MP2 + "-f vob"),
        usual("mpeg1.mpg", "MPEG-1 system stream").encoded("-c:v mpeg1video -q:v 2 -g 12 " + MP2),
        usual("avi-mpeg4-mp3.avi", "AVI, MPEG-4 part 2 and MP3")
            .encoded("-c:v mpeg4 -q:v 2 -g 25 " + MP3),
        usual("avi-mjpeg.avi", "AVI, Motion JPEG in full range, PCM")
            .encoded("-c:v mjpeg -q:v 2 -pix_fmt yuvj420p -c:a pcm_s16le"),
        usual("flv.flv", "Flash video, Sorenson and MP3")
            .encoded("-c:v flv1 -q:v 2 -g 25 -ar 44100 " + MP3),
        usual("flv-h264.flv", "Flash video, H.264 and AAC").encoded(H264 + AAC),
        usual("ogg-vp8.ogv", "Ogg, VP8 and Opus")
            .encoded("-c:v libvpx -deadline realtime -cpu-used 8 -b:v 600k -g 25 " + OPUS),
        usual("asf.wmv", "ASF, WMV 8 and WMA 2")
            .encoded("-c:v wmv2 -q:v 2 -g 25 -c:a wmav2 -b:a 128k"),
        clip("3gp-h263-amr.3gp", "3GP, H.263 and AMR")
            .pictures("176x144", "25", 75)
            .sound("8000", 1, "3")
            .encoded("-c:v h263 -q:v 2 -g 25 -c:a libopencore_amrnb -b:a 12.2k"),
        usual("mxf.mxf", "MXF, MPEG-2 and PCM").encoded(MPEG2 + "-c:a pcm_s16le"),
        clip("animation.gif", "GIF").pictures("160x90", "25", 50).encoded("-c:v gif"),
        clip("raw.dv", "raw DV, interlaced PAL with PCM")
            .pictures("720x576", "25", 25)
            .sound("48000", 2, "1")
            .encoded("-c:v dvvideo -pix_fmt yuv420p -c:a pcm_s16le -f dv"),
        usual("nut-ffv1.nut", "NUT, FFV1").encoded("-c:v ffv1 -g 1 -pix_fmt yuv420p -c:a flac"),
        usual("hevc.mp4", "HEVC in MP4")
            .encoded(
                "-c:v libx265 -preset ultrafast -x265-params log-level=error:keyint=25 " + AAC),
        usual("raw.h264", "a bare H.264 stream: no container, no timestamps")
            .encoded("-an " + H264 + "-f h264"));
  }
}
