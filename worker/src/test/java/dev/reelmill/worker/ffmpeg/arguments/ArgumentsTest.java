package dev.reelmill.worker.ffmpeg.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.media.AudioCodec;
import dev.reelmill.common.media.AudioEncoding;
import dev.reelmill.common.media.AudioFacts;
import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.Picture;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.TimeJump;
import dev.reelmill.common.media.TrackLabel;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.pictures.PictureSize;
import dev.reelmill.common.pictures.SegmentStills;
import dev.reelmill.common.pictures.SegmentStills.Series;
import dev.reelmill.common.pictures.SegmentStills.Tiles;
import dev.reelmill.common.pictures.SegmentStills.Window;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.worker.ffmpeg.arguments.ListenArguments.Waveform;
import dev.reelmill.worker.ffmpeg.arguments.SegmentCommand.Rung;
import dev.reelmill.worker.ffmpeg.arguments.SegmentCommand.Selection;
import dev.reelmill.worker.ffmpeg.arguments.SegmentCommand.Stills;
import dev.reelmill.worker.ffmpeg.arguments.TextArguments.TextCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole commands, word for word. */
class ArgumentsTest {

  private static final InputLimits LIMITS =
      new InputLimits(70_000_000, 1 << 30, Duration.ofHours(1));
  private static final String START =
      "-nostdin -hide_banner -y -nostats -loglevel repeat+level+info -benchmark"
          + " -progress pipe:1 -stats_period 1 -timelimit 3600 -max_alloc 1073741824 ";
  private static final String GUARDED =
      "-protocol_whitelist file -format_whitelist FORMATS -codec_whitelist CODECS"
          + " -max_pixels 70000000 -threads 1 ";
  private static final String PLAIN =
      "setparams=field_mode=prog:range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709";
  private static final String RUNG =
      " -c:v libx264 -threads 1 -preset veryfast -crf 23 -maxrate 3000000 -bufsize 6000000"
          + " -x264-params stitchable=1:scenecut=0:open-gop=0:keyint=60:min-keyint=60"
          + " -fps_mode passthrough -enc_time_base:v demux -video_track_timescale 90000";
  private static final String TOLD = " -stats_enc_post:v pipe:1 -stats_enc_post_fmt:v frame={n}";
  private static final String UNTIL_THE_NEXT =
      " -bsf:v setts=pts=PTS:dts=DTS"
          + ":duration='if(eq(NEXT_DTS,NOPTS),540000-(DTS-STARTDTS),DURATION)'";
  private static final String FRAGMENTS =
      " -map_metadata -1 -map_chapters -1 -dn -sn"
          + " -movflags +cmaf+frag_keyframe+frag_discont+skip_trailer"
          + " -avoid_negative_ts disabled -fflags +bitexact -flags:v +bitexact -f mp4 ";

  private static final String SOUND =
      "-filter_complex_threads 1 -max_error_rate 1 -f matroska -copyts -i file:/in/source"
          + " -filter_complex [0:1]asetpts='round(PTS-(1/3)/TB)'";
  private static final String MIXED =
      ",aresample=%s:async=1:min_hard_comp=0.04:first_pts=0:rematrix_maxval=1:ochl=%s:osf=fltp";

  @Test
  void segment_with_two_rungs_and_stills_of_the_second() {
    SegmentStills stills =
        new SegmentStills(
            "360p",
            new Tiles(180_000, new PictureSize(160, 90)),
            null,
            new Series(
                45_000, new PictureSize(640, 360), List.of(new Window(2, 270_000, 540_000))));
    SegmentCommand command =
        new SegmentCommand(
            Path.of("/in/source"),
            "mpegts",
            3,
            Picture.plain(1280, 720),
            new SegmentInterval(Rational.of(1, 90_000), 126_000, 180_000, 720_000L, 126_000, 180),
            Rational.of(1, 3),
            Selection.ALL,
            List.of(rung("a.mp4", 1280, 720), rung("b.mp4", 640, 360)),
            new Stills(1, stills, Path.of("/out")));

    assertWords(
        SegmentArguments.of(command, LIMITS),
        START
            + GUARDED
            + "-max_error_rate 1 -filter_complex_threads 1 -f mpegts -copyts -seek_timestamp 1"
            + " -noaccurate_seek -ss 0.333334 -noautorotate -i file:/in/source -filter_complex "
            + "[0:3]select='lt(pts,720000+10/TB)',trim=start_pts=180000:end_pts=720000"
            + ",select='isnan(prev_selected_pts)+gt(pts,prev_selected_pts)',setpts='PTS-(126000)',"
            + PLAIN
            + ",split=2[split0][split1]"
            + ";[split0]scale=1280:720:flags=bicubic,setsar=1,format=yuv420p[rung0]"
            + ";[split1]scale=640:360:flags=bicubic,setsar=1,format=yuv420p"
            + ",split=3[rung1][tile0in][candidate2in]"
            + ";[tile0in]select='isnan(prev_selected_pts)"
            + "+gt(floor(pts/180000),floor(prev_selected_pts/180000))',"
            + "scale=160:90:flags=area:out_color_matrix=bt601:out_range=pc,setsar=1,format=yuv420p"
            + "[tile0];[candidate2in]select='isnan(prev_selected_pts)"
            + "+gte(pts,270000)*lt(pts,540000)"
            + "*gt(floor(pts/45000),floor(prev_selected_pts/45000))',thumbnail=n=7,"
            + "scale=640:360:flags=area:out_color_matrix=bt601:out_range=pc,setsar=1,format=yuv420p"
            + "[candidate2]"
            + " -map [rung0] -frames:v 181"
            + RUNG
            + TOLD
            + UNTIL_THE_NEXT
            + FRAGMENTS
            + "file:/out/a.mp4 -map [rung1] -frames:v 181"
            + RUNG
            + UNTIL_THE_NEXT
            + FRAGMENTS
            + "file:/out/b.mp4 -map [tile0] -c:v mjpeg -threads 1 -q:v 5"
            + jpegs("tile0")
            + " -map [candidate2] -frames:v 1 -c:v mjpeg -threads 1 -q:v 3"
            + jpegs("candidate2"));
  }

  private static String jpegs(String name) {
    return " -fps_mode passthrough -enc_time_base:v demux -fflags +bitexact -flags:v +bitexact"
        + " -map_metadata -1 -map_chapters -1 -dn -sn -stats_enc_post:v /out/%1$s.txt"
            .formatted(name)
        + " -stats_enc_post_fmt:v {pts} {size} -f mjpeg file:/out/%s.mjpeg".formatted(name);
  }

  @Test
  void last_segment_from_the_beginning_of_a_damaged_file() {
    SegmentCommand command =
        new SegmentCommand(
            Path.of("/in/source"),
            "mov",
            0,
            Picture.plain(640, 360),
            new SegmentInterval(Rational.of(1, 90_000), 90_000, 90_000, null, -5, 10),
            null,
            Selection.ALL_FROM_START,
            List.of(rung("a.mp4", 640, 360)),
            null);

    assertWords(
        SegmentArguments.of(command, LIMITS),
        START
            + GUARDED
            + "-max_error_rate 1 -filter_complex_threads 1 -f mov -copyts -noautorotate -i"
            + " file:/in/source -filter_complex [0:0]trim=start_pts=90000"
            + ",select='isnan(prev_selected_pts)+gt(pts,prev_selected_pts)'"
            + ",setpts='if(eq(N,0),90005,PTS-(-5))',"
            + PLAIN
            + ",split=1[split0]"
            + ";[split0]scale=640:360:flags=bicubic,setsar=1,format=yuv420p[rung0]"
            + " -map [rung0] -frames:v 11"
            + RUNG
            + TOLD
            + FRAGMENTS
            + "file:/out/a.mp4");
  }

  @Test
  void audio_track() {
    assertWords(
        AudioArguments.of(
            sound(AudioCodec.AAC, 2, "5.1"), SoundGain.NONE, Path.of("/out/audio.mp4"), LIMITS),
        START
            + GUARDED
            + SOUND
            + MIXED.formatted("48000", "stereo")
            + ",apad=whole_len=480000,atrim=end_sample=480000,asetpts=N"
            + ",asplit[direct][start];[start]atrim=end_sample=2048,apad=whole_len=2048,areverse[lead]"
            + ";[lead][direct]concat=v=0:a=1,asettb=1/48000,asetpts=N-2048[sound]"
            + " -map [sound] -c:a aac -b:a 128000 -bsf:a noise=drop='lt(pts,0)'"
            + " -map_metadata -1 -map_chapters -1 -dn -sn"
            + " -movflags +cmaf+frag_discont+skip_trailer -frag_duration 2037333"
            + " -avoid_negative_ts disabled -fflags +bitexact -flags:a +bitexact"
            + " -f mp4 file:/out/audio.mp4");
  }

  @Test
  void stream_whose_clock_jumps_is_moved_by_its_packets_numbers() {
    List<TimeJump> jumps =
        List.of(new TimeJump(75, Rational.of(7, 2)), new TimeJump(90, Rational.of(-3)));

    assertThat(new Words().jumps(3, jumps).input(Path.of("/in/source")).list())
        .containsExactly(
            "-bsf:3",
            "setts=pts='if(eq(PTS,NOPTS),NOPTS,PTS+if(gte(N,75),round((7/2)/TB),0)"
                + "+if(gte(N,90),round((-3/1)/TB),0))'"
                + ":dts='if(eq(DTS,NOPTS),NOPTS,DTS+if(gte(N,75),round((7/2)/TB),0)"
                + "+if(gte(N,90),round((-3/1)/TB),0))'",
            "-i",
            "file:/in/source");
    assertThat(new Words().jumps(3, List.of()).list()).isEmpty();
  }

  @Test
  void audio_track_in_surround_made_louder_and_limited() {
    assertWords(
        AudioArguments.of(
            sound(AudioCodec.OPUS, 6, "5.1"),
            new SoundGain(4.5, -2.0),
            Path.of("/out/a.mp4"),
            LIMITS),
        START
            + GUARDED
            + SOUND
            + MIXED.formatted("48000", "5.1")
            + ",volume=4.5dB,aresample=192000"
            + ",alimiter=limit=0.7943:attack=5:release=80:level=0:latency=1,aresample=48000"
            + ",apad=whole_len=480000,atrim=end_sample=480000,asetpts=N"
            + ",adelay=delays=648S:all=1,asetpts=N-648[sound]"
            + " -map [sound] -c:a libopus -b:a 128000 -frame_duration 20 -mapping_family 1"
            + " -bsf:a noise=drop='lt(pts,0)' -map_metadata -1 -map_chapters -1 -dn -sn"
            + " -movflags +cmaf+frag_discont+skip_trailer -frag_duration 1990000"
            + " -avoid_negative_ts disabled -fflags +bitexact -flags:a +bitexact"
            + " -f mp4 file:/out/a.mp4");
  }

  @Test
  void audio_track_is_measured_before() {
    assertWords(
        ListenArguments.of(
            sound(AudioCodec.AAC, 1, "ambisonic 1"),
            Path.of("/out/decoded"),
            new Waveform(Path.of("/out/w.jpg"), 1280, 720),
            LIMITS),
        START
            + GUARDED
            + SOUND.replace("[0:1]", "[0:1]asplit[heard][sound];[sound]pan=stereo|c0=c0|c1=c1,")
            + MIXED.formatted("48000", "mono")
            + ",apad=whole_len=480000,atrim=end_sample=480000,asetpts=N,asplit[meter][draw]"
            + ";[meter]ebur128=framelog=quiet:peak=true[measured]"
            + ";[draw]aresample=8000:ochl=mono:osf=s16p"
            + ",showwavespic=s=1280x720:colors=0x6ea8fe[waves]"
            + " -map [measured] -stats_enc_pre:a pipe:1 -stats_enc_pre_fmt:a passed {pts} -f null -"
            + " -map [heard] -stats_enc_pre:a /out/decoded"
            + " -stats_enc_pre_fmt:a {pts} {samp} {tb} -f null -"
            + " -map [waves] -frames:v 1 -c:v mjpeg -q:v 3"
            + " -map_metadata -1 -map_chapters -1 -dn -sn -f mjpeg file:/out/w.jpg");
  }

  @Test
  void subtitle_track() {
    assertWords(
        TextArguments.of(
            new TextCommand(
                Path.of("/in/source"), "matroska", 3, "webvtt", Path.of("/out/raw.vtt")),
            LIMITS),
        START
            + "-protocol_whitelist file -format_whitelist FORMATS,srt,webvtt,ass"
            + " -codec_whitelist subrip,srt,text,mov_text,webvtt,ass,ssa"
            + " -f matroska -copyts -i file:/in/source -map 0:3 -c:s copy"
            + " -map_metadata -1 -map_chapters -1 -avoid_negative_ts disabled"
            + " -f webvtt file:/out/raw.vtt");
  }

  private static AudioCommand sound(AudioCodec codec, int channels, String layout) {
    return new AudioCommand(
        Path.of("/in/source"),
        "matroska",
        new AudioFacts(
            1, "flac", 48_000, 6, layout, Rational.ZERO, Rational.of(10), TrackLabel.NONE),
        Rational.of(1, 3),
        Rational.of(10),
        new AudioEncoding(codec, 128_000, 48_000, channels),
        false);
  }

  @Test
  void short_gaps_count_where_blocks_are_known_to_be_missing() {
    AudioCommand command = sound(AudioCodec.AAC, 2, "5.1");
    String usual =
        String.join(" ", AudioArguments.of(command, SoundGain.NONE, Path.of("/out/a.mp4"), LIMITS));

    assertThat(AudioArguments.of(command.withGaps(), SoundGain.NONE, Path.of("/out/a.mp4"), LIMITS))
        .isEqualTo(List.of(usual.replace("comp=0.04:", "comp=0.015:").split(" ")));
  }

  @Test
  void probes_name_no_format_only_where_it_is_to_be_found_out() {
    assertThat(ProbeArguments.streams(Path.of("/in/source"), LIMITS)).doesNotContain("-f");
    assertThat(ProbeArguments.packets(Path.of("/in/source"), "mov", false, LIMITS))
        .containsSubsequence(
            "-f", "mov", "-show_entries", "packet=stream_index,pts,dts,duration,flags")
        .endsWith("-i", "file:/in/source");
  }

  @Test
  void nothing_that_opens_other_files_is_allowed() {
    assertThat(AllowLists.FORMATS)
        .doesNotContain("concat", "hls", "dash", "image2", "lavfi", "sdp", "rtsp", "tty", "imf");
  }

  private static Rung rung(String name, int width, int height) {
    return new Rung(
        Path.of("/out", name),
        new VideoEncoding(
            VideoCodec.H264,
            "veryfast",
            23,
            width,
            height,
            3_000_000,
            6_000_000,
            60,
            Rational.of(25),
            1,
            DynamicRange.SDR));
  }

  private static void assertWords(List<String> words, String expected) {
    String joined =
        String.join(" ", words)
            .replace(AllowLists.FORMAT_LIST, "FORMATS")
            .replace(AllowLists.CODEC_LIST, "CODECS");
    assertThat(joined).isEqualTo(expected);
  }
}
