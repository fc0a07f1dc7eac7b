package dev.reelmill.worker.hostile;

import static dev.reelmill.worker.hostile.Make.text;

import java.nio.file.Path;

/** Files that name another file, and an address, and would have them read. */
@SuppressWarnings({"ArrayRecordComponent", "ImmutableEnumChecker"}) // the makers keep nothing
enum Lure {
  HLS(b -> text(playlist(b.pipe) + playlist(b.address))),
  HLS_ADDRESS(b -> text(playlist(b.address))),
  HLS_BEHIND_A_TAG(b -> Make.joined(Make.hex("494433040000 00000000"), text(playlist(b.pipe)))),
  HLS_KEY(
      b ->
          text(
              "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXT-X-KEY:METHOD=AES-128,URI=\"%s\"\n"
                      .formatted(b.address)
                  + "#EXT-X-MAP:URI=\"%s\"\n#EXTINF:9,\n%s\n#EXT-X-ENDLIST\n"
                      .formatted(b.pipe, b.pipe))),
  HLS_OF_NESTED_PROTOCOLS(
      b ->
          text(
              playlist("concat:" + b.pipe + "|" + b.pipe)
                  + playlist("subfile,,start,0,end,64,,:" + b.pipe)
                  + playlist("crypto+" + b.address)
                  + playlist("tcp://" + b.host))),
  CONCAT(b -> text("ffconcat version 1.0\nfile '%s'\nfile '%s'\n".formatted(b.pipe, b.address))),
  PASSWORDS(b -> text("ffconcat version 1.0\nfile /etc/passwd\n")),
  DASH(
      b ->
          text(
              """
              <?xml version="1.0"?>
              <!DOCTYPE MPD [<!ENTITY e SYSTEM "file://%s">]>
              <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"
                  mediaPresentationDuration="PT9S" profiles="urn:mpeg:dash:profile:isoff-main:2011">
                <Title>&e;</Title><BaseURL>%s</BaseURL>
                <Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1">
                  <BaseURL>%s</BaseURL></Representation></AdaptationSet></Period>
              </MPD>
              """
                  .formatted(b.pipe, b.address, b.pipe))),
  SMIL(
      b ->
          text(
              "<smil><body><seq><video src=\"%s\"/><video src=\"%s\"/></seq></body></smil>"
                  .formatted(b.pipe, b.address))),
  SDP(
      b ->
          text(
              "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\na=control:%s\n"
                      .formatted(b.address)
                  + "m=video 0 RTP/AVP/TCP 96\na=rtpmap:96 H264/90000\n")),
  ASX(
      b ->
          text(
              "<asx version=\"3.0\"><entry><ref href=\"%s\"/></entry></asx>".formatted(b.address))),
  ASF_REFERENCE(b -> text("[Reference]\nRef1=%s\nRef2=file://%s\n".formatted(b.address, b.pipe))),
  REAL_LIST(b -> text("rtsp://%s/x\nfile://%s\n%s\n".formatted(b.host, b.pipe, b.address))),
  PLS(b -> text("[playlist]\nFile1=%s\nFile2=%s\nVersion=2\n".formatted(b.address, b.pipe))),
  XSPF(
      b ->
          text(
              "<playlist version=\"1\"><trackList><track><location>%s</location></track></trackList></playlist>"
                  .formatted(b.address))),
  IMF(
      b ->
          text(
              "<?xml version=\"1.0\"?><CompositionPlaylist xmlns=\"http://www.smpte-ra.org/schemas/2067-3/2016\"><Id>urn:uuid:0</Id><Asset>%s</Asset></CompositionPlaylist>"
                  .formatted(b.pipe))),
  AVISYNTH(b -> text("AviSource(\"%s\")\n".formatted(b.pipe))),
  VECTOR_IMAGE(
      b ->
          text(
              "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"9\" height=\"9\"><image xlink:href=\"%s\"/><image xlink:href=\"file://%s\"/></svg>"
                  .formatted(b.address, b.pipe))),
  MOVIE_BY_ALIAS(b -> IsoBombs.elsewhere(b.movie, alias(b.pipe))),
  MOVIE_BY_ADDRESS(
      b -> IsoBombs.elsewhere(b.movie, Make.box("url ", Make.int32(0), text(b.address + "\0")))),
  MOVIE_OF_REFERENCES(
      b ->
          Make.joined(
              Make.box("ftyp", text("qt  "), Make.int32(0)),
              Make.box("moov", Make.box("rmra", reference(b.pipe), reference(b.address))))),
  LINKED_SEGMENTS(
      b -> MatroskaBombs.linked("file://" + b.pipe, playlist(b.pipe) + playlist(b.address))),
  WRAPPED_PLAYLIST(b -> OtherBombs.wrappedPlaylist(playlist(b.pipe) + playlist(b.address)));

  private final Maker maker;

  Lure(Maker maker) {
    this.maker = maker;
  }

  byte[] bytes(Bait bait) {
    return maker.bytes(bait);
  }

  private interface Maker {
    byte[] bytes(Bait bait);
  }

  /**
   * What is named.
   *
   * @param pipe a file
   * @param host and port
   * @param address with a path
   * @param movie a good one, whose samples can be said to lie elsewhere
   */
  record Bait(String pipe, String host, String address, byte[] movie) {

    static Bait of(Canary canary, Path folder) {
      return new Bait(
          canary.pipe().toString(),
          canary.address(),
          "http://" + canary.address() + "/canary.ts",
          Clip.MOV.bytes(folder));
    }
  }

  private static String playlist(String place) {
    return "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:9,\n%s\n#EXT-X-ENDLIST\n"
        .formatted(place);
  }

  /** Inside Macintosh: Files; as FFmpeg reads it: volume, folder, name, then tagged paths. */
  private static byte[] alias(String path) {
    byte[] name = text(path);
    byte[] padding = new byte[name.length & 1];
    byte[] tagged =
        Make.joined(Make.int16(2), Make.int16(name.length), name, padding, Make.hex("ffff0000"));
    byte[] fixed = new byte[150];
    return Make.box("alis", Make.int32(0), fixed, tagged);
  }

  private static byte[] reference(String place) {
    byte[] name = text(place + "\0");
    return Make.box(
        "rmda", Make.box("rdrf", Make.int32(0), text("url "), Make.int32(name.length), name));
  }
}
