package dev.reelmill.worker.ffmpeg.arguments;

import java.util.List;

/**
 * What strangers' files may be: containers and codecs that people really have. Left out on purpose:
 * everything that opens other files or addresses (playlists, concat scripts, image sequences,
 * devices, lavfi), single images (animated ones are taken), text, and the formats of old games,
 * whose readers see little testing.
 */
final class AllowLists {

  /**
   * Names of demuxers; {@code ffmpeg -demuxers}. Audio files are read to say that they are such.
   */
  static final List<String> FORMATS =
      List.of(
          "mov",
          "matroska",
          "mpegts",
          "mpeg",
          "avi",
          "flv",
          "asf",
          "ogg",
          "mxf",
          "nut",
          "ivf",
          "rm",
          "dv",
          "wtv",
          "gxf",
          "yuv4mpegpipe",
          "gif",
          "h264",
          "hevc",
          "m4v",
          "mpegvideo",
          "obu",
          "mp3",
          "aac",
          "ac3",
          "eac3",
          "flac",
          "wav",
          "w64",
          "aiff",
          "caf",
          "amr",
          "ape",
          "wv",
          "tta",
          "au");

  /** Names of decoders of pictures; {@code ffmpeg -decoders}. */
  static final List<String> PICTURES =
      List.of(
          "h264",
          "hevc",
          "vvc",
          "av1",
          "libdav1d",
          "libaom-av1",
          "vp3",
          "vp4",
          "vp5",
          "vp6",
          "vp6a",
          "vp6f",
          "vp7",
          "vp8",
          "vp9",
          "libvpx",
          "libvpx-vp9",
          "theora",
          "mpeg1video",
          "mpeg2video",
          "mpegvideo",
          "mpeg4",
          "msmpeg4v1",
          "msmpeg4v2",
          "msmpeg4",
          "h261",
          "h263",
          "h263i",
          "h263p",
          "flv",
          "wmv1",
          "wmv2",
          "wmv3",
          "vc1",
          "mjpeg",
          "mjpegb",
          "prores",
          "dnxhd",
          "cfhd",
          "dvvideo",
          "ffv1",
          "ffvhuff",
          "huffyuv",
          "utvideo",
          "magicyuv",
          "lagarith",
          "rawvideo",
          "v210",
          "v408",
          "v410",
          "yuv4",
          "r210",
          "qtrle",
          "rpza",
          "svq1",
          "svq3",
          "cinepak",
          "indeo3",
          "indeo4",
          "indeo5",
          "rv10",
          "rv20",
          "rv30",
          "rv40",
          "flashsv",
          "flashsv2",
          "camtasia",
          "tscc2",
          "camstudio",
          "zmbv",
          "fraps",
          "jpeg2000",
          "png",
          "gif",
          "apng",
          "dirac",
          "hap",
          "msrle",
          "msvideo1");

  /** Names of decoders of sound. */
  static final List<String> SOUND =
      List.of(
          "aac",
          "aac_fixed",
          "aac_latm",
          "ac3",
          "ac3_fixed",
          "eac3",
          "mp1",
          "mp1float",
          "mp2",
          "mp2float",
          "mp3",
          "mp3float",
          "mp3adu",
          "mp3adufloat",
          "als",
          "opus",
          "libopus",
          "vorbis",
          "flac",
          "alac",
          "ape",
          "tta",
          "wavpack",
          "dca",
          "truehd",
          "mlp",
          "wmav1",
          "wmav2",
          "wmapro",
          "wmalossless",
          "wmavoice",
          "amrnb",
          "amrwb",
          "libopencore_amrnb",
          "libopencore_amrwb",
          "speex",
          "libspeex",
          "nellymoser",
          "cook",
          "sipr",
          "ralf",
          "atrac3",
          "atrac3plus",
          "real_144",
          "real_288",
          "gsm",
          "gsm_ms",
          "qdm2",
          "qdmc",
          "mace3",
          "mace6",
          "dvaudio",
          "s302m",
          "g722",
          "g723_1",
          "g726",
          "g729",
          "adpcm_ms",
          "adpcm_ima_wav",
          "adpcm_ima_qt",
          "adpcm_swf",
          "adpcm_yamaha",
          "pcm_alaw",
          "pcm_mulaw",
          "pcm_u8",
          "pcm_s8",
          "pcm_s16le",
          "pcm_s16be",
          "pcm_s24le",
          "pcm_s24be",
          "pcm_s32le",
          "pcm_s32be",
          "pcm_f32le",
          "pcm_f32be",
          "pcm_f64le",
          "pcm_f64be",
          "pcm_bluray",
          "pcm_dvd",
          "pcm_s16le_planar",
          "pcm_s24le_planar",
          "pcm_s32le_planar");

  /** Names of demuxers of side-car files. */
  static final String TEXT_FORMAT_LIST = "srt,webvtt,ass";

  /** Names of decoders of subtitles that are text. */
  static final String TEXT_CODEC_LIST = "subrip,srt,text,mov_text,webvtt,ass,ssa";

  static final String FORMAT_LIST = String.join(",", FORMATS);

  /** Subtitles that are pictures: opened to be named, never decoded. */
  private static final String OTHER_SUBTITLES =
      "pgssub,dvdsub,dvbsub,xsub,cc_dec,jacosub,microdvd,mpl2,pjs,realtext,sami,stl,subviewer,"
          + "subviewer1,vplayer";

  /** Of every source; ffprobe refuses a file with a stream whose decoder is not in the list. */
  static final String CODEC_LIST =
      String.join(",", PICTURES)
          + ","
          + String.join(",", SOUND)
          + ","
          + TEXT_CODEC_LIST
          + ","
          + OTHER_SUBTITLES;

  private AllowLists() {}
}
