package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.media.Rational;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at a source without keeping anything. https://ffmpeg.org/ffprobe.html */
public final class ProbeArguments {

  private static final String ENTRIES =
      "format=format_name,nb_streams"
          + ":stream=index,codec_name,codec_type,width,height,pix_fmt,sample_aspect_ratio"
          + ",field_order,r_frame_rate,avg_frame_rate,time_base,start_pts,duration_ts,nb_frames"
          + ",has_b_frames,color_range,color_space,color_transfer,color_primaries"
          + ",sample_rate,channels,channel_layout"
          + ":stream_disposition:stream_tags=language,title,alpha_mode"
          + ":chapter=time_base,start,end:chapter_tags=title"
          + ":stream_side_data";

  private static final String FRAME_ENTRIES =
      "frame=interlaced_frame,top_field_first,pix_fmt,sample_aspect_ratio,color_range,color_space,color_transfer,color_primaries"
          + ":frame_side_data";

  /** So many packets give a frame, whatever the reordering; more only where the first are bad. */
  private static final int FIRST_PACKETS = 16;

  /** Packets as the demuxer gives them. https://ffmpeg.org/ffmpeg-formats.html#Format-Options */
  private static final String UNPARSED = "noparse+nofillin";

  /** Some twelve rounds of 3:2 pulldown. */
  private static final int FIELD_FRAMES = 60;

  /** Name of the file that {@link #fields} writes to, in the process's folder. */
  public static final String FIELDS_FILE = "fields";

  private ProbeArguments() {}

  /** Streams as JSON; the demuxer is found by content. */
  public static List<String> streams(Path source, InputLimits limits) {
    return new Words()
        .ffprobe(limits)
        .guarded(limits)
        .add("-print_format", "json=compact=1", "-show_entries", ENTRIES)
        .input(source)
        .list();
  }

  /** Decodes the first sound of a track, and writes a line about it to {@code proof}. */
  public static List<String> firstSound(
      Path source, String format, int stream, Path proof, InputLimits limits) {
    return new Words()
        .ffmpeg(limits)
        .guarded(limits)
        .add("-max_error_rate", "1", "-f", format)
        .input(source)
        .add("-map", "0:" + stream, "-frames:a", "1")
        .add("-stats_enc_pre:a", proof, "-stats_enc_pre_fmt:a", "{n}", "-f", "null", "-")
        .list();
  }

  /**
   * Every packet of every stream as {@code stream,pts,dts,duration,flags}, in file order.
   *
   * @param indexOnly whether it relies on the container's index and looks into no packet
   */
  public static List<String> packets(
      Path source, String format, boolean indexOnly, InputLimits limits) {
    Words words = new Words().ffprobe(limits).guarded(limits);
    if (indexOnly) {
      words.add("-fflags", UNPARSED);
    }
    return words
        .add("-f", format)
        .add("-print_format", "csv=print_section=0")
        .add("-show_entries", "packet=stream_index,pts,dts,duration,flags")
        .input(source)
        .list();
  }

  /** Where every packet is, by the container's index alone: {@code stream,pts,size,pos,flags}. */
  public static List<String> positions(Path source, String format, InputLimits limits) {
    return new Words()
        .ffprobe(limits)
        .guarded(limits)
        .add("-nofind_stream_info", "-fflags", UNPARSED, "-f", format)
        .add("-print_format", "csv=print_section=0")
        .add("-show_entries", "packet=stream_index,pts,size,pos,flags")
        .input(source)
        .list();
  }

  /** Decodes a few packets of a stream, and describes their frames as JSON. */
  public static List<String> firstFrames(
      Path source, String format, int stream, InputLimits limits) {
    return new Words()
        .ffprobe(limits)
        .guarded(limits)
        .add("-f", format, "-select_streams", stream, "-read_intervals", "%+#" + FIRST_PACKETS)
        .add("-print_format", "json=compact=1", "-show_entries", FRAME_ENTRIES)
        .input(source)
        .list();
  }

  /** Decodes some frames, and writes what their fields look like to a file of this name. */
  public static List<String> fields(
      Path source, String format, int stream, @Nullable Rational from, InputLimits limits) {
    Words words = new Words().ffmpeg(limits).guarded(limits).add("-f", format, "-copyts");
    if (from != null) {
      words.add("-seek_timestamp", "1", "-noaccurate_seek", "-ss", Words.seconds(from));
    }
    return words
        .input(source)
        .add("-map", "0:" + stream, "-frames:v", FIELD_FRAMES, "-fps_mode", "passthrough")
        .add("-vf", "idet,metadata=mode=print:file=" + FIELDS_FILE, "-f", "null", "-")
        .list();
  }

  /** Decodes the first frame that a stream shows, and throws it away. */
  public static List<String> firstFrame(
      Path source, String format, int stream, InputLimits limits) {
    return new Words()
        .ffmpeg(limits)
        .guarded(limits)
        .add("-f", format)
        .input(source)
        .add("-map", "0:" + stream, "-frames:v", "1", "-f", "null", "-")
        .list();
  }
}
