package dev.reelmill.coordinator.web;

import static dev.reelmill.coordinator.web.Http.get;
import static dev.reelmill.coordinator.web.Http.header;
import static dev.reelmill.coordinator.web.Http.send;
import static dev.reelmill.coordinator.web.Http.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HttpServerTest {

  static final LinkedBlockingQueue<String> broken = new LinkedBlockingQueue<>();
  static final CountDownLatch begun = new CountDownLatch(1);
  static TestServer server;

  @BeforeAll
  static void start() {
    server =
        new TestServer(
            new Routes()
                .on(
                    "GET",
                    "/hello/{name}",
                    e -> e.send(200, "text/plain", "hi " + e.variable("name")))
                .on("POST", "/count", HttpServerTest::count)
                .on("POST", "/small", e -> e.send(200, "text/plain", e.smallBody().length + ""))
                .on(
                    "POST",
                    "/refused",
                    e -> {
                      throw Refusal.badRequest("no");
                    })
                .on(
                    "GET",
                    "/broken",
                    e -> {
                      throw new IllegalStateException("a secret");
                    })
                .on(
                    "GET",
                    "/full",
                    e -> {
                      throw new ReelmillException(FailureCode.DISK_FULL, "it is full");
                    })
                .on("GET", "/long", e -> e.send(200, "text/plain", "x".repeat(5000))));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void count(Exchange exchange) throws IOException {
    begun.countDown();
    try {
      long count = exchange.body().transferTo(OutputStream.nullOutputStream());
      exchange.send(200, "text/plain", Long.toString(count));
    } catch (IOException e) {
      broken.add(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  @Test
  void path_variables_are_decoded() throws Exception {
    assertThat(text(get(server.url("/hello/a%20b+c")))).isEqualTo("hi a b+c");
  }

  @Test
  void paths_that_climb_find_nothing() throws Exception {
    assertThat(get(server.url("/hello/%2e%2e")).statusCode()).isEqualTo(404);
    assertThat(get(server.url("/hello/a%2fb")).statusCode()).isEqualTo(404);
  }

  @Test
  void program_gets_problem_details_and_person_a_page() throws Exception {
    var problem = get(server.url("/nowhere"));
    assertThat(problem.statusCode()).isEqualTo(404);
    assertThat(header(problem, "Content-Type")).isEqualTo("application/problem+json");
    assertThat(text(problem)).contains("\"code\":\"not-found\"", "\"status\":404");

    var page = get(server.url("/nowhere"), "Accept", "text/html,*/*");
    assertThat(text(page)).startsWith("<h1>");
    assertThat(header(page, "Content-Security-Policy")).contains("script-src 'self'");
  }

  @Test
  void known_failure_has_its_status_and_unknown_one_no_details() throws Exception {
    assertThat(get(server.url("/full")).statusCode()).isEqualTo(507);
    var incident = get(server.url("/broken"));
    assertThat(incident.statusCode()).isEqualTo(500);
    assertThat(text(incident)).contains("incident").doesNotContain("secret", "Exception");
  }

  @Test
  void wrong_method_is_told_the_right_ones() throws Exception {
    var response = send("DELETE", server.url("/hello/x"), new byte[0]);
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(header(response, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
    assertThat(send("OPTIONS", server.url("/hello/x"), new byte[0]).statusCode()).isEqualTo(204);
  }

  @Test
  void head_has_the_headers_of_get_and_no_body() throws Exception {
    var head = send("HEAD", server.url("/hello/x"), new byte[0]);
    assertThat(header(head, "Content-Length")).isEqualTo("4");
    assertThat(head.body()).isEmpty();
  }

  @Test
  void pages_of_other_sites_can_not_change_anything() throws Exception {
    URI url = server.url("/count");
    assertThat(send("POST", url, new byte[1], "Origin", "https://evil.example").statusCode())
        .isEqualTo(403);
    assertThat(send("POST", url, new byte[1], "Sec-Fetch-Site", "cross-site").statusCode())
        .isEqualTo(403);
    assertThat(send("POST", url, new byte[1], "Origin", "null").statusCode()).isEqualTo(403);
    assertThat(
            send("POST", url, new byte[1], "Origin", "http://127.0.0.1:" + server.port())
                .statusCode())
        .isEqualTo(200);
    assertThat(send("POST", url, new byte[1]).statusCode()).isEqualTo(200);
  }

  @Test
  void large_body_streams_through() throws Exception {
    assertThat(text(send("POST", server.url("/count"), new byte[20_000_000])))
        .isEqualTo("20000000");
  }

  @Test
  void small_bodies_have_a_limit() throws Exception {
    assertThat(send("POST", server.url("/small"), new byte[1 << 20]).statusCode()).isEqualTo(200);
    assertThat(send("POST", server.url("/small"), new byte[(1 << 20) + 1]).statusCode())
        .isEqualTo(413);
  }

  @Test
  void refused_body_is_read_off_so_that_the_connection_goes_on() throws Exception {
    try (Socket socket = server.connect()) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "POST /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      out.write(new byte[3_000_000]);
      out.write("GET /hello/x HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(readUntil(socket.getInputStream(), "hi x"))
          .startsWith("HTTP/1.1 400")
          .contains("HTTP/1.1 200");
    }
  }

  @Test
  void body_is_asked_for_only_when_it_is_wanted() throws Exception {
    try (Socket socket = server.connect()) {
      socket
          .getOutputStream()
          .write(
              "POST /refused HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(readUntil(socket.getInputStream(), "}")).startsWith("HTTP/1.1 400");
    }
    try (Socket socket = server.connect()) {
      socket
          .getOutputStream()
          .write(
              "POST /count HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(readUntil(socket.getInputStream(), "\r\n\r\n")).startsWith("HTTP/1.1 100");
    }
  }

  @Test
  void dropped_connection_ends_the_reading() throws Exception {
    try (Socket socket = server.connect()) {
      socket
          .getOutputStream()
          .write(
              "POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(broken.poll(5, TimeUnit.SECONDS)).contains("connection broke");
  }

  @Test
  void text_is_compressed_for_who_takes_it() throws Exception {
    var compressed = get(server.url("/long"), "Accept-Encoding", "gzip");
    assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
    assertThat(compressed.body().length).isLessThan(500);
    assertThat(get(server.url("/long"), "Accept-Encoding", "gzip;q=0").body()).hasSize(5000);
  }

  @Test
  void taken_port_is_said_clearly_or_stepped_over() {
    var settings = new HttpSettings("127.0.0.1", server.port(), null, null, Duration.ofSeconds(3));
    ErrorPages pages = (status, title, detail) -> "";
    assertThatThrownBy(
            () -> HttpServer.start(new DefaultCamelContext(), settings, new Routes(), pages, false))
        .isInstanceOf(ReelmillException.class)
        .hasMessageContaining("can't listen on 127.0.0.1:" + server.port())
        .hasMessageContaining("http.port");
    HttpServer next =
        HttpServer.start(new DefaultCamelContext(), settings, new Routes(), pages, true);
    assertThat(next.port()).isGreaterThan(server.port());
    next.stop(Duration.ZERO);
  }

  @Test
  void stopping_waits_for_running_requests_and_frees_the_port() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    var slow =
        new TestServer(
            new Routes()
                .on(
                    "GET",
                    "/slow",
                    e -> {
                      entered.countDown();
                      go.await();
                      e.send(200, "text/plain", "done");
                    }));
    LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                answers.add(text(get(slow.url("/slow"))));
              } catch (Exception e) {
                answers.add(e.toString());
              }
            });
    entered.await();
    Thread stopper = Thread.ofVirtual().start(() -> slow.server().stop(Duration.ofSeconds(10)));
    go.countDown();
    stopper.join();
    assertThat(answers.poll(5, TimeUnit.SECONDS)).isEqualTo("done");
    assertThatThrownBy(() -> get(slow.url("/slow"))).isInstanceOf(IOException.class);
  }

  private static String readUntil(InputStream in, String mark) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c; text.indexOf(mark) < 0 && (c = in.read()) >= 0; ) {
      text.append((char) c);
    }
    return text.toString();
  }
}
