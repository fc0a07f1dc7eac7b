package dev.reelmill.coordinator.upload;

import static dev.reelmill.coordinator.web.Http.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelmill.common.json.Json;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The quota of an uploader")
class QuotaIT {

  private static final int QUOTA = 10_000;

  @TempDir Path folder;
  private UploadFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new UploadFixture(folder, QUOTA);
  }

  @AfterEach
  void stop() throws Exception {
    fixture.close();
  }

  private HttpResponse<byte[]> create(long length, String from) throws Exception {
    return fixture.tus(
        "POST",
        fixture.server().url("/api/uploads"),
        UploadFixture.NOTHING,
        "Upload-Length",
        Long.toString(length),
        "Upload-Metadata",
        "filename Y2xpcC5tb3Y=,title",
        "X-Forwarded-For",
        "203.0.113.9, " + from);
  }

  @Test
  @DisplayName("counts unfinished uploads and stored sources, each uploader's on its own")
  void countsUnfinishedAndStored() throws Exception {
    URI stored = fixture.server().url(header(create(6000, "192.0.2.1"), "Location"));
    fixture.patch(stored, 0, new byte[6000]);
    assertThat(fixture.submitted).hasSize(1);
    assertThat(create(3000, "192.0.2.1").statusCode()).as("unfinished").isEqualTo(201);

    HttpResponse<byte[]> refused = create(1001, "192.0.2.1");

    assertThat(refused.statusCode()).isEqualTo(413);
    var problem = Json.tree(new String(refused.body(), StandardCharsets.UTF_8));
    assertThat(problem.path("code").asText()).isEqualTo("quota-exceeded");
    assertThat(problem.path("detail").asText())
        .contains("192.0.2.1", "9000 bytes", "10000")
        .contains("upload.quota");
    assertThat(fixture.store.partial().ids()).as("nothing of it is kept").hasSize(1);
    assertThat(create(1001, "192.0.2.2").statusCode()).as("another's").isEqualTo(201);
    assertThat(create(1000, "192.0.2.1").statusCode()).as("to the last byte").isEqualTo(201);
  }

  @Test
  @DisplayName("is free again when an unfinished upload is given up or has expired")
  void isFreeAgain() throws Exception {
    URI upload = fixture.server().url(header(create(9000, "192.0.2.1"), "Location"));
    assertThat(create(9000, "192.0.2.1").statusCode()).isEqualTo(413);
    fixture.tus("DELETE", upload, UploadFixture.NOTHING);
    assertThat(create(9000, "192.0.2.1").statusCode()).isEqualTo(201);
    assertThat(create(9000, "192.0.2.1").statusCode()).isEqualTo(413);

    fixture.uploads(Clock.offset(Clock.systemUTC(), Duration.ofDays(2))).tidy();

    assertThat(create(9000, "192.0.2.1").statusCode()).as("swept").isEqualTo(201);
  }

  @Test
  @DisplayName("holds for many that begin at once")
  void holdsForManyAtOnce() throws Exception {
    List<Future<Integer>> answers = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> one = () -> create(4000, "192.0.2.1").statusCode();
      for (int i = 0; i < 8; i++) {
        answers.add(clients.submit(one));
      }
    }
    List<Integer> codes = new ArrayList<>();
    for (Future<Integer> answer : answers) {
      codes.add(answer.get());
    }
    assertThat(codes.stream().filter(code -> code == 201)).hasSize(2);
    assertThat(codes.stream().filter(code -> code == 413)).hasSize(6);
  }
}
