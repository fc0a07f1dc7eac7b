package dev.reelmill.coordinator.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What viewers get of a farm that was set up with nginx in front of its site. */
final class FrontCheck {

  private final AnsibleFarm farm;
  private final FarmClient viewer;

  FrontCheck(AnsibleFarm farm, FarmClient viewer) {
    this.farm = farm;
    this.viewer = viewer;
  }

  /** Media by X-Accel-Redirect, in byte ranges; small pictures out of the cache. */
  void checkPlayback(String video) throws Exception {
    String base = "/media/" + video + "/";
    String master = text(viewer.get(base + "master.m3u8"));
    String rung = master.lines().filter(line -> line.endsWith("p.m3u8")).findFirst().orElseThrow();
    String playlist = text(viewer.get(base + rung));
    String object = playlist.lines().filter(l -> !l.startsWith("#")).findFirst().orElseThrow();
    HttpResponse<byte[]> whole = viewer.get(base + object);
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.headers().firstValue("Server")).hasValue("nginx");
    Path stored =
        farm.front().folder().resolve("var/lib/reelmill/store/objects/videos").resolve(video);
    assertThat(whole.body()).isEqualTo(Files.readAllBytes(stored.resolve(object)));
    HttpResponse<byte[]> part = viewer.get(base + object, "Range", "bytes=10-19");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).hasSize(10);
    assertThat(viewer.get("/accelerated/videos/" + video + "/" + object).statusCode())
        .as("only the site leads there")
        .isEqualTo(404);
    String poster = base + viewer.status(video).path("poster").asText();
    viewer.get(poster);
    HttpResponse<byte[]> again = viewer.get(poster);
    assertThat(again.statusCode()).as(poster).isEqualTo(200);
    assertThat(again.headers().firstValue("X-Cache")).hasValue("HIT");
  }

  /** Pages come out of the cache, and by TLS; health does not come at all. */
  void checkPages() throws Exception {
    assertThat(viewer.get("/health/ready").statusCode()).isEqualTo(404);
    viewer.get("/");
    assertThat(viewer.get("/").headers().firstValue("X-Cache")).isPresent();
    try (FarmClient plain = new FarmClient(farm.withoutTls())) {
      assertThat(plain.get("/watch").headers().firstValue("Location"))
          .hasValue(farm.site() + "/watch");
    }
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
