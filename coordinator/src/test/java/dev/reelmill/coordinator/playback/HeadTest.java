package dev.reelmill.coordinator.playback;

import static dev.reelmill.coordinator.web.Http.header;
import static dev.reelmill.coordinator.web.Http.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadTest {

  @Test
  void head_tells_the_whole_size_whatever_the_range(@TempDir Path folder) throws Exception {
    try (var fixture = new PlaybackFixture(folder)) {
      for (URI url :
          List.of(fixture.object(), fixture.readUrl(PlaybackFixture.KEY, Duration.ofMinutes(1)))) {
        var response = send("HEAD", url, new byte[0], "Range", "bytes=0-9");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Length")).isEqualTo("200000");
        assertThat(header(response, "ETag")).isNotEmpty();
        assertThat(response.body()).isEmpty();
      }
    }
  }
}
