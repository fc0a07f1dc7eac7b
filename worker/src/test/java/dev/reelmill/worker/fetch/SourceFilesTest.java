package dev.reelmill.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of sources that are not mounted, with room for two of three. */
class SourceFilesTest {

  private static final int SIZE = 1000;

  @TempDir Path folder;
  private final List<String> downloads = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer store;
  private SourceFiles files;

  @BeforeEach
  void start() throws IOException {
    store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    store.createContext("/", this::serve);
    store.start();
    files = new SourceFiles(null, folder, 2 * SIZE, client);
  }

  @AfterEach
  void stop() {
    store.stop(0);
    client.close();
  }

  @Test
  void copy_is_shared_by_the_orders_of_one_source() throws Exception {
    try (Source one = whole(source("a"));
        Source other = whole(source("a"))) {
      assertThat(one.file()).isEqualTo(other.file());
      assertThat(Files.size(one.file())).isEqualTo(SIZE);
    }
    use("a");
    assertThat(downloads).containsExactly("a");
  }

  @Test
  void longest_unused_copy_makes_room() throws Exception {
    use("a");
    use("b");
    use("a");
    use("c");
    assertThat(copies()).isEqualTo(2);

    use("a");
    assertThat(downloads).as("a was used after b").containsExactly("a", "b", "c");
    use("b");
    assertThat(downloads).containsExactly("a", "b", "c", "b");
  }

  @Test
  void copy_in_use_stays_however_little_room_there_is() throws Exception {
    try (Source a = whole(source("a"));
        Source b = whole(source("b"));
        Source c = whole(source("c"))) {
      assertThat(List.of(a, b, c)).allMatch(lease -> Files.exists(lease.file()));
    }
    assertThat(copies()).isEqualTo(2);
  }

  @Test
  void source_larger_than_the_disk_is_refused_before_a_byte_is_read() {
    SourceAccess huge = new SourceAccess("sources/huge", url("huge"), 1L << 60);

    assertThatThrownBy(() -> whole(huge))
        .isInstanceOfSatisfying(
            ReelmillException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.DISK_FULL))
        .hasMessageContaining("do not fit on the scratch disk");
    assertThat(downloads).isEmpty();
  }

  private Source whole(SourceAccess object) {
    return files.whole(object, new RunControl());
  }

  private void use(String name) {
    whole(source(name)).close();
  }

  private SourceAccess source(String name) {
    return new SourceAccess("sources/" + name, url(name), SIZE);
  }

  private String url(String name) {
    return "http://127.0.0.1:" + store.getAddress().getPort() + "/" + name;
  }

  private long copies() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.count();
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    downloads.add(Objects.requireNonNull(exchange.getRequestURI().getPath()).substring(1));
    exchange.sendResponseHeaders(200, SIZE);
    exchange.getResponseBody().write(new byte[SIZE]);
    exchange.close();
  }
}
