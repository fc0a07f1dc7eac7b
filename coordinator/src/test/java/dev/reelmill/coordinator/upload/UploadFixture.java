package dev.reelmill.coordinator.upload;

import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.VIDEO;

import dev.reelmill.coordinator.store.LocalObjectStore;
import dev.reelmill.coordinator.store.StoreSettings;
import dev.reelmill.coordinator.testing.TestDatabase;
import dev.reelmill.coordinator.web.Http;
import dev.reelmill.coordinator.web.Routes;
import dev.reelmill.coordinator.web.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jooq.JSONB;

/** A server that takes uploads, with a real database and store. */
final class UploadFixture implements AutoCloseable, Submissions {

  static final byte[] NOTHING = new byte[0];

  final List<Submission> submitted = new CopyOnWriteArrayList<>();
  final TestDatabase database = TestDatabase.shared();
  final LocalObjectStore store;
  final Uploads uploads;
  volatile boolean failing;
  private final TestServer server;

  private final long quotaBytes;

  UploadFixture(Path folder) throws IOException {
    this(folder, 0);
  }

  /**
   * @param quotaBytes of each uploader; 0 for any number
   */
  UploadFixture(Path folder, long quotaBytes) throws IOException {
    this.quotaBytes = quotaBytes;
    database.clear();
    store = new LocalObjectStore(new StoreSettings(folder));
    uploads = uploads(Clock.systemUTC());
    Routes routes = new Routes();
    UploadRoutes.register(routes, uploads);
    server = new TestServer(routes);
  }

  Uploads uploads(Clock clock) {
    var settings = new UploadSettings(10_000_000, Duration.ofDays(1), quotaBytes);
    return new Uploads(database.context(), store, store.partial(), this, settings, clock);
  }

  @Override
  public void submit(Submission submission) {
    if (failing) {
      throw new IllegalStateException("crashed");
    }
    database
        .context()
        .insertInto(VIDEO)
        .set(VIDEO.ID, submission.video())
        .set(VIDEO.TITLE, submission.title())
        .execute();
    database
        .context()
        .insertInto(JOB)
        .set(JOB.VIDEO_ID, submission.video())
        .set(JOB.STATE, "inspecting")
        .set(JOB.UPLOADER, submission.uploader())
        .set(JOB.PROFILE, "web")
        .set(JOB.PROFILE_BODY, JSONB.valueOf("{}"))
        .set(JOB.SOURCE_KEY, submission.sourceKey())
        .set(JOB.SOURCE_BYTES, submission.sizeBytes())
        .set(JOB.SOURCE_NAME, submission.fileName())
        .execute();
    submitted.add(submission);
  }

  TestServer server() {
    return server;
  }

  /** A new upload's URL. */
  URI create(long length) throws Exception {
    var response =
        tus(
            "POST",
            server.url("/api/uploads"),
            NOTHING,
            "Upload-Length",
            Long.toString(length),
            "Upload-Metadata",
            "filename Y2xpcC5tb3Y=,title");
    return server.url(Http.header(response, "Location"));
  }

  /** A client that announces bytes, and has sent only the first thousand of them. */
  Socket begin(URI upload, long length) throws Exception {
    Socket socket = server.connect();
    OutputStream out = socket.getOutputStream();
    String head =
        "PATCH "
            + upload.getPath()
            + " HTTP/1.1\r\nHost: x\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
            + "Content-Type: application/offset+octet-stream\r\nContent-Length: "
            + length
            + "\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(new byte[1000]);
    return socket;
  }

  HttpResponse<byte[]> patch(URI upload, long offset, byte[] bytes, String... headers)
      throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "Upload-Offset",
                Long.toString(offset),
                "Content-Type",
                "application/offset+octet-stream"));
    all.addAll(List.of(headers));
    return tus("PATCH", upload, bytes, all.toArray(String[]::new));
  }

  HttpResponse<byte[]> tus(String method, URI url, byte[] body, String... headers)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Tus-Resumable", "1.0.0"));
    return Http.send(method, url, body, all.toArray(String[]::new));
  }

  String offset(URI upload) throws Exception {
    return Http.header(tus("HEAD", upload, NOTHING), "Upload-Offset");
  }

  /** Of an upload, by its address. */
  static String id(URI upload) {
    return upload.getPath().substring("/api/uploads/".length());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
