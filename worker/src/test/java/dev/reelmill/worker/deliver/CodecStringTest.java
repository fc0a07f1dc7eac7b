package dev.reelmill.worker.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations as encoders write them, and the names that players know them by. */
class CodecStringTest {

  private static final int VISUAL_ENTRY = 78;

  @ParameterizedTest(name = "{2}")
  @CsvSource({
    "avc1 avcC, 0164001fffe1, avc1.64001f",
    "avc1 avcC, 0142c00dffe1, avc1.42c00d",
    "hvc1 hvcC, 01016000000090000000000078, hvc1.1.6.L120.90",
    "hvc1 hvcC, 010220000000b000000000007b, hvc1.2.4.L123.B0",
    "hvc1 hvcC, 01222000000090000000000099, hvc1.2.4.H153.90",
    "hvc1 hvcC, 0141600000009000040000003c, hvc1.A1.6.L60.90.0.4",
    "av01 av1C, 81080c00, av01.0.08M.08",
    "av01 av1C, 810dcc00, av01.0.13H.10",
    "av01 av1C, 81441f00, av01.2.04M.08.1.113.01.01.01.0",
    "vp09 vpcC, 01000000000a820202020000, vp09.00.10.08",
    "vp09 vpcC, 01000000021fa20910090000, vp09.02.31.10.01.09.16.09.00",
  })
  void configuration_has_its_name(String boxes, String configuration, String name) {
    String[] types = boxes.split(" ", -1);

    assertThat(CodecString.of(stsd(types[0], box(types[1], configuration)))).isEqualTo(name);
  }

  @Test
  void colours_of_hdr_are_part_of_the_name() {
    Box entry =
        stsd(
            "av01",
            box("av1C", "81044c00"),
            box("colr", "6e636c78" + "0009" + "0010" + "0009" + "00"));

    assertThat(CodecString.of(entry)).isEqualTo("av01.0.04M.10.0.110.09.16.09.0");
  }

  @Test
  void bt709_in_limited_range_goes_without_saying() {
    Box entry =
        stsd(
            "av01",
            box("av1C", "81040c00"),
            box("colr", "6e636c78" + "0001" + "0001" + "0001" + "00"));

    assertThat(CodecString.of(entry)).isEqualTo("av01.0.04M.08");
  }

  @Test
  void opus_is_called_as_players_know_it() {
    assertThat(CodecString.of(stsd("Opus"))).isEqualTo("opus");
  }

  @ParameterizedTest
  @CsvSource({"hvc1 hvcC, 010160", "av01 av1C, 81", "vp09 vpcC, 0100", "hvc1 nope, 00"})
  void configuration_that_is_cut_short_is_malformed(String boxes, String configuration) {
    String[] types = boxes.split(" ", -1);
    Box stsd = stsd(types[0], box(types[1], configuration));

    assertThatThrownBy(() -> CodecString.of(stsd)).isInstanceOf(MalformedMediaException.class);
  }

  private static Box stsd(String type, byte[]... boxes) {
    List<byte[]> inside =
        Stream.concat(Stream.of(new byte[VISUAL_ENTRY]), Stream.of(boxes)).toList();
    byte[] entry = box(type, inside);
    return new Box("stsd", ByteBuffer.allocate(8 + entry.length).position(8).put(entry).rewind());
  }

  private static byte[] box(String type, String hex) {
    return box(type, List.of(HexFormat.of().parseHex(hex)));
  }

  private static byte[] box(String type, List<byte[]> parts) {
    int length = 8 + parts.stream().mapToInt(part -> part.length).sum();
    byte[] bytes = new byte[length];
    ByteBuffer box = ByteBuffer.wrap(bytes).putInt(length);
    box.put(type.getBytes(StandardCharsets.US_ASCII));
    parts.forEach(box::put);
    return bytes;
  }
}
