package dev.reelmill.coordinator.corpus;

import static dev.reelmill.coordinator.corpus.Clip.AAC;
import static dev.reelmill.coordinator.corpus.Clip.H264;
import static dev.reelmill.coordinator.corpus.Clip.clip;
import static dev.reelmill.coordinator.corpus.Clip.usual;

import java.util.List;
import java.util.stream.Stream;

/** Tracks of sound, of text, and of what is neither. */
final class SoundClips {

  private SoundClips() {}

  static List<Clip> all() {
    return Stream.of(sounds(), others()).flatMap(List::stream).toList();
  }

  private static List<Clip> sounds() {
    return List.of(
        clip("silent.mp4", "no sound").pictures("160x90", "25", 75).encoded(H264),
        usual("languages.mkv", "three tracks of sound with languages and roles")
            .input("aevalsrc=exprs='0.4*sin(2*PI*t*(500+90*t))':s=48000:d=3")
            .input("aevalsrc=exprs='0.4*sin(2*PI*t*(200+70*t))':s=48000:d=3")
            .encoded(
                H264
                    + AAC
                    + "-map 0 -map 1 -map 2 -map 3"
                    + " -metadata:s:a:0 language=eng -metadata:s:a:1 language=deu"
                    + " -metadata:s:a:2 language=eng -disposition:a:2 comment"),
        stereo("stereo.mp4", "stereo", 2, AAC),
        stereo("surround.mkv", "5.1", 6, "-c:a ac3 -b:a 448k "),
        clip("sine.mp4", "a pure tone, which shows every gap and click")
            .pictures("160x90", "25", 150)
            .input("sine=f=%d:r=48000:d=6,volume=12dB".formatted(PureTone.HERTZ))
            .encoded(H264 + AAC),
        clip("sine-44k.mkv", "a pure tone at 44.1 kHz")
            .pictures("160x90", "25", 150)
            .input("sine=f=%d:r=44100:d=6,volume=12dB".formatted(PureTone.HERTZ))
            .encoded(H264 + "-c:a flac"),
        sound("rate-8k.mov", "sound at 8 kHz", "8000", "-c:a pcm_s16le"),
        sound("rate-11k.avi", "sound at 11.025 kHz", "11025", "-c:a pcm_u8"),
        sound("rate-44k.mp4", "sound at 44.1 kHz", "44100", AAC),
        sound("rate-96k.mkv", "sound at 96 kHz", "96000", "-c:a flac"),
        sound("rate-192k.mkv", "sound at 192 kHz", "192000", "-c:a pcm_s24le"),
        clip("sound-only.mp3", "only sound").sound("44100", 1, "3").encoded("-c:a libmp3lame"),
        clip("sound-only.m4a", "only sound, in MP4").sound("48000", 2, "3").encoded(AAC),
        usual("failing-sound.mkv", "sound that is damaged after a second")
            .encoded(H264 + AAC)
            .then("-i IN -c copy -bsf:a noise=amount=gt(n\\,47)*12"));
  }

  private static Clip stereo(String file, String covers, int channels, String codec) {
    return clip(file, covers)
        .pictures("160x90", "25", 75)
        .sound("48000", channels, "3")
        .encoded(H264 + codec);
  }

  private static Clip sound(String file, String covers, String rate, String codec) {
    return clip(file, covers)
        .pictures("160x90", "25", 75)
        .sound(rate, 1, "3")
        .encoded(H264 + codec);
  }

  private static List<Clip> others() {
    return List.of(
        text("subrip.mkv", "SubRip", "srt"),
        text("ass.mkv", "ASS", "ass"),
        text("mov-text.mp4", "3GPP timed text", "mov_text"),
        text("webvtt.webm.mkv", "WebVTT", "webvtt"),
        usual("chapters.mkv", "chapters")
            .text("-i SCRATCH/chapters.txt")
            .encoded(H264 + AAC + "-map 0 -map 1 -map_chapters 2"),
        usual("cover-art.mp4", "cover art, first of all streams")
            .input("testsrc=s=64x64:r=1,trim=end_frame=1")
            .encoded(
                "-map 2 -map 0 -map 1 -c:v:0 mjpeg -disposition:v:0 attached_pic -c:v:1 libx264"
                    + " -preset ultrafast -pix_fmt:v:1 yuv420p -g 25 "
                    + AAC),
        usual("data-stream.mov", "a track of time codes")
            .encoded(H264 + AAC + "-timecode 01:00:00:00"));
  }

  private static Clip text(String file, String covers, String codec) {
    return usual(file, "subtitles: " + covers)
        .text("-i SCRATCH/subtitles.srt")
        .encoded(H264 + AAC + "-map 0 -map 1 -map 2 -c:s " + codec);
  }
}
