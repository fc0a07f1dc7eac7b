package dev.reelmill.coordinator.hosts;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelmill.common.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A viewer and uploader, who believes one authority if told so. */
final class FarmClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final URI site;
  private final HttpClient http;

  FarmClient(URI site) {
    this.site = site;
    this.http = HttpClient.newHttpClient();
  }

  /**
   * @param authority certificate (PEM) of whoever signed the site's
   */
  FarmClient(URI site, Path authority) throws IOException, GeneralSecurityException {
    KeyStore believed = KeyStore.getInstance("PKCS12");
    believed.load(null, null);
    try (InputStream in = Files.newInputStream(authority)) {
      believed.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(believed);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    this.site = site;
    this.http = HttpClient.newBuilder().sslContext(tls).build();
  }

  HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(site.resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  /** Awaits an answer of 200. */
  void awaitOk(String path) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsMatching(IOException.class::isInstance)
        .until(() -> get(path).statusCode() == 200);
  }

  /** Uploads a file; the video's id. */
  String upload(Path file) throws IOException, InterruptedException {
    HttpResponse<String> created =
        http.send(
            HttpRequest.newBuilder(site.resolve("/api/uploads"))
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", Long.toString(Files.size(file)))
                .header("Upload-Metadata", "filename Yy5tcDQ=")
                .POST(BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
    String location =
        created
            .headers()
            .firstValue("Location")
            .orElseThrow(() -> new IOException(created.statusCode() + ": " + created.body()));
    HttpResponse<String> sent =
        http.send(
            HttpRequest.newBuilder(site.resolve(location))
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Offset", "0")
                .header("Content-Type", "application/offset+octet-stream")
                .method("PATCH", BodyPublishers.ofFile(file))
                .build(),
            BodyHandlers.ofString());
    return sent.headers()
        .firstValue("Reelmill-Video")
        .orElseThrow(() -> new IOException(sent.statusCode() + ": " + sent.body()));
  }

  /** What the site says of a video. */
  JsonNode status(String video) throws IOException, InterruptedException {
    return Json.tree(new String(get("/api/videos/" + video).body(), StandardCharsets.UTF_8));
  }

  /** Awaits the end of a video's job. */
  JsonNode awaitEnd(String video) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .until(() -> status(video), status -> status.path("final").asBoolean());
  }

  @Override
  public void close() {
    http.close();
  }
}
