package dev.reelmill.coordinator.publish;

import static dev.reelmill.coordinator.publish.Samples.audio;
import static dev.reelmill.coordinator.publish.Samples.label;
import static dev.reelmill.coordinator.publish.Samples.media;
import static dev.reelmill.coordinator.publish.Samples.rung;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelmill.common.media.AudioCodec;
import dev.reelmill.common.media.TrackLabel;
import dev.reelmill.common.media.TrackRole;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** Manifests of renditions whose sizes and times are known. */
class ManifestsTest {

  private static final Track HIGH = rung("720p", "h264", VideoCodec.H264, 720, VideoRange.SDR);
  private static final Track LOW = rung("360p", "h264", VideoCodec.H264, 360, VideoRange.SDR);
  private static final Track AV1 = rung("av1-720p", "av1", VideoCodec.AV1, 720, VideoRange.SDR);
  private static final Track HDR =
      rung("av1-hdr-720p", "av1-hdr", VideoCodec.AV1, 720, VideoRange.PQ);
  private static final TrackLabel GERMAN = label("ger", null);
  private static final Track STEREO =
      audio("audio", "aac", AudioCodec.AAC, 2, GERMAN, 16_000, 16_000);
  private static final Track ENGLISH =
      audio("audio-2", "aac", AudioCodec.AAC, 2, label("en-us", null), 20_000, 12_000);
  private static final Track SURROUND =
      audio("audio-6", "surround", AudioCodec.AAC, 6, GERMAN, 48_000, 48_000);
  private static final Track OPUS =
      audio("opus", "opus", AudioCodec.OPUS, 2, GERMAN, 12_000, 12_000);

  private static List<String> master(List<Track> rungs, List<Track> audio) {
    return new HlsPlaylists(media(true, rungs, audio), ObjectPaths.plain())
        .master()
        .lines()
        .toList();
  }

  @Test
  void peak_is_of_chunks_in_a_row_that_last_about_the_target_and_average_of_all() {
    // Two chunks of 4 s, with 400 and 600 kB; both are less than 1.5 times the target of 6 s.
    Bandwidth bandwidth = Bandwidth.of(HIGH);

    assertThat(bandwidth.peak()).isEqualTo(600_000 * 8 / 4);
    assertThat(bandwidth.average()).isEqualTo(1_000_000 * 8 / 8);
  }

  @Test
  void variant_declares_pictures_and_sound_together_and_the_moderate_one_is_first() {
    List<String> lines = master(List.of(HIGH, LOW), List.of(STEREO, ENGLISH));

    assertThat(lines)
        .contains(
            "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"audio-aac-2\",NAME=\"German\",LANGUAGE=\"de\","
                + "DEFAULT=YES,AUTOSELECT=YES,CHANNELS=\"2\",URI=\"audio.m3u8\"",
            "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"audio-aac-2\",NAME=\"English (United States)\","
                + "LANGUAGE=\"en-US\",DEFAULT=NO,AUTOSELECT=YES,CHANNELS=\"2\",URI=\"audio-2.m3u8\"",
            "#EXT-X-STREAM-INF:BANDWIDTH=1264000,AVERAGE-BANDWIDTH=1064000,"
                + "CODECS=\"avc1.64001f,mp4a.40.2\",RESOLUTION=1280x720,VIDEO-RANGE=SDR,"
                + "FRAME-RATE=29.970,AUDIO=\"audio-aac-2\"",
            "#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=160000,AVERAGE-BANDWIDTH=100000,"
                + "CODECS=\"avc1.64001f\",RESOLUTION=1280x720,VIDEO-RANGE=SDR,"
                + "URI=\"720p-iframes.m3u8\"");
    assertThat(lines.stream().filter(line -> line.endsWith("p.m3u8")))
        .containsExactly("720p.m3u8", "360p.m3u8");
  }

  @Test
  void old_codecs_go_with_aac_and_new_ones_with_all() {
    List<String> lines = master(List.of(LOW, AV1), List.of(STEREO, OPUS, SURROUND));

    assertThat(groups(lines, "360p.m3u8")).containsExactly("audio-aac-2", "audio-aac-6");
    assertThat(groups(lines, "av1-720p.m3u8"))
        .containsExactly("audio-aac-2", "audio-opus-2", "audio-aac-6");
  }

  @Test
  void every_group_of_sound_has_every_language() {
    Track mono = audio("audio-2", "aac", AudioCodec.AAC, 1, label("en", null), 9_000, 9_000);

    List<String> lines = master(List.of(LOW), List.of(STEREO, mono, SURROUND));

    assertThat(groups(lines, "360p.m3u8")).containsExactly("audio-aac-2", "audio-aac-6");
    assertThat(lines.stream().filter(line -> line.startsWith("#EXT-X-MEDIA:TYPE=AUDIO")))
        .extracting(
            line -> line.replaceAll(".*GROUP-ID=\"(.*?)\".*LANGUAGE=\"(.*?)\".*URI=", "$1 $2 "))
        .containsExactly(
            "audio-aac-2 de \"audio.m3u8\"",
            "audio-aac-2 en \"audio-2.m3u8\"",
            "audio-aac-6 de \"audio-6.m3u8\"",
            "audio-aac-6 en \"audio-2.m3u8\"");
  }

  private static List<String> groups(List<String> lines, String uri) {
    return java.util.stream.IntStream.range(1, lines.size())
        .filter(i -> lines.get(i).equals(uri))
        .mapToObj(i -> lines.get(i - 1).replaceAll(".*AUDIO=\"([^\"]*)\".*", "$1"))
        .toList();
  }

  @Test
  void growing_master_has_the_first_ladder_with_its_caps_and_others_when_they_are_complete() {
    Track incomplete =
        new Track("av1-360p", "av1", AV1.picture(), null, false, AV1.objects().subList(0, 1), 0);
    PublishedMedia growing = media(false, List.of(HIGH, AV1, incomplete), List.of(STEREO));

    List<String> lines = new HlsPlaylists(growing, ObjectPaths.plain()).master().lines().toList();

    assertThat(lines).contains("720p.m3u8").doesNotContain("av1-720p.m3u8", "av1-360p.m3u8");
    assertThat(lines).noneMatch(line -> line.contains("I-FRAME"));
    assertThat(lines).anyMatch(line -> line.contains("BANDWIDTH=1864000,"));
  }

  @Test
  void keyframe_playlist_has_the_beginning_of_each_fragment() {
    String text =
        new HlsPlaylists(media(true, List.of(HIGH), List.of()), ObjectPaths.plain())
            .keyframes(HIGH);

    assertThat(text).contains("#EXT-X-I-FRAMES-ONLY\n", "#EXT-X-MAP:");
    assertThat(text)
        .contains(
            "#EXTINF:2.000000,\n#EXT-X-BYTERANGE:10000@100\n720p/0000.mp4\n",
            "#EXTINF:2.000000,\n#EXT-X-BYTERANGE:30000@100100\n720p/0000.mp4\n",
            "#EXTINF:2.000000,\n#EXT-X-BYTERANGE:50000@100\n720p/0001.mp4\n");
  }

  @Test
  void sound_alone_is_a_variant() {
    assertThat(master(List.of(), List.of(STEREO)))
        .contains(
            "#EXT-X-STREAM-INF:BANDWIDTH=64000,AVERAGE-BANDWIDTH=64000,CODECS=\"mp4a.40.2\","
                + "AUDIO=\"audio-aac-2\"",
            "audio.m3u8");
  }

  @Test
  void dash_lists_the_same_ranges_and_says_what_hdr_is() throws Exception {
    String text =
        DashManifest.of(media(true, List.of(HIGH, LOW, HDR), List.of(STEREO)), ObjectPaths.plain());

    ManifestRules.check(text);
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("AdaptationSet").getLength()).isEqualTo(3);
    assertThat(document.getElementsByTagName("Representation").getLength()).isEqualTo(4);
    assertThat(document.getElementsByTagName("EssentialProperty").getLength()).isEqualTo(3);
    assertThat(text)
        .contains(
            "mediaPresentationDuration=\"PT8S\"",
            "TransferCharacteristics\" value=\"16\"",
            "frameRate=\"30000/1001\"",
            "lang=\"de\"",
            "<Initialization sourceURL=\"720p/0000.mp4\" range=\"0-99\"/>",
            "<S t=\"4000\" d=\"4000\"/>",
            "<SegmentURL media=\"720p/0001.mp4\" mediaRange=\"100-600099\"/>");
  }

  @Test
  void manifest_with_an_element_out_of_place_breaks_the_rules() {
    String text = DashManifest.of(media(true, List.of(HIGH), List.of(STEREO)), ObjectPaths.plain());
    String label = "<Label>German</Label>";
    int role = text.indexOf("<Role");
    String wrong =
        new StringBuilder(text.replace(label, ""))
            .insert(text.indexOf("<Representation", role) - label.length(), label)
            .toString();

    assertThatThrownBy(() -> ManifestRules.check(wrong))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Label");
  }

  @Test
  void names_of_tracks_are_told_apart() {
    TrackLabel commentary = new TrackLabel("de", null, false, List.of(TrackRole.COMMENTARY));

    assertThat(
            TrackNames.of(List.of(GERMAN, GERMAN, commentary, label(null, null), label("x", "A"))))
        .containsExactly("German", "German 2", "German (commentary)", "Track 4", "A");
  }

  @Test
  void what_ends_an_attribute_is_left_out_of_names() {
    Track odd = audio("audio", "aac", AudioCodec.AAC, 2, label(null, "a\"b\nc & <d>"), 1000);

    assertThat(master(List.of(HIGH), List.of(odd)))
        .anyMatch(line -> line.contains("NAME=\"abc & <d>\""));
    assertThat(DashManifest.of(media(true, List.of(HIGH), List.of(odd)), ObjectPaths.plain()))
        .contains("<Label>a&quot;b\nc &amp; &lt;d&gt;</Label>");
  }
}
