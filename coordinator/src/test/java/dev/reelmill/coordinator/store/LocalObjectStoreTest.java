package dev.reelmill.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalObjectStoreTest {

  private static final byte[] BYTES =
      "some bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8);

  @TempDir Path folder;
  LocalObjectStore store;

  @BeforeEach
  void open() {
    store = new LocalObjectStore(new StoreSettings(folder));
  }

  private static InputStream bytes() {
    return new ByteArrayInputStream(BYTES);
  }

  @Test
  void what_was_put_is_found() throws IOException {
    String sha256 = HexFormat.of().formatHex(LocalObjectStore.sha256().digest(BYTES));
    StoredObject put = store.put("videos/v/720p/0000-1.mp4", bytes(), new Expected(10L, sha256));

    assertThat(store.find("videos/v/720p/0000-1.mp4")).contains(put);
    assertThat(put.sizeBytes()).isEqualTo(10);
    assertThat(put.file()).hasBinaryContent(BYTES);
    assertThat(folder.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void second_put_of_a_key_is_refused_and_changes_nothing() throws IOException {
    store.put("a/b", bytes(), Expected.NOTHING);

    assertThatThrownBy(() -> store.put("a/b", InputStream.nullInputStream(), Expected.NOTHING))
        .isInstanceOf(ObjectExistsException.class);
    assertThat(store.find("a/b").orElseThrow().sizeBytes()).isEqualTo(10);
  }

  @Test
  void one_of_many_simultaneous_puts_wins() throws Exception {
    List<Thread> threads =
        Stream.generate(
                () ->
                    Thread.ofVirtual()
                        .unstarted(
                            () -> {
                              try {
                                store.put("a/b", bytes(), Expected.NOTHING);
                                wins.incrementAndGet();
                              } catch (ObjectExistsException e) {
                                // as it should be
                              } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                              }
                            }))
            .limit(20)
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(wins.get()).isEqualTo(1);
    assertThat(folder.resolve("incoming")).isEmptyDirectory();
  }

  private final java.util.concurrent.atomic.AtomicInteger wins =
      new java.util.concurrent.atomic.AtomicInteger();

  @Test
  void damaged_bytes_are_not_kept() {
    assertThatThrownBy(() -> store.put("a", bytes(), new Expected(11L, null)))
        .isInstanceOf(DamagedObjectException.class);
    assertThatThrownBy(() -> store.put("a", bytes(), new Expected(null, "00")))
        .isInstanceOf(DamagedObjectException.class);
    assertThat(store.find("a")).isEmpty();
    assertThat(folder.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void broken_stream_leaves_no_object() {
    InputStream broken =
        new java.io.SequenceInputStream(
            bytes(),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("gone");
              }

              @Override
              public int read(byte[] into, int offset, int length) throws IOException {
                throw new IOException("gone");
              }
            });
    assertThatThrownBy(() -> store.put("a", broken, Expected.NOTHING))
        .isInstanceOf(IOException.class);
    assertThat(store.find("a")).isEmpty();
    assertThat(folder.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void leftovers_of_a_crash_are_swept_at_start() throws IOException {
    Files.writeString(folder.resolve("incoming/half"), "half");
    store = new LocalObjectStore(new StoreSettings(folder));
    assertThat(folder.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void adopted_file_is_served_in_place_and_survives_deletion() throws IOException {
    Path mine = Files.write(folder.resolve("mine.mov"), BYTES);
    StoredObject adopted = store.adopt("sources/v", mine);

    assertThat(adopted.sizeBytes()).isEqualTo(10);
    assertThatThrownBy(() -> store.adopt("sources/v", mine))
        .isInstanceOf(ObjectExistsException.class);
    assertThat(store.deleteAll("sources/")).isEqualTo(1);
    assertThat(mine).exists();
  }

  @Test
  void prefix_lists_and_deletes_only_its_own() throws IOException {
    for (String key : List.of("videos/a/x", "videos/a/y/z", "videos/ab/x")) {
      store.put(key, bytes(), Expected.NOTHING);
    }
    assertThat(store.list("videos/a/"))
        .extracting(StoredObject::key)
        .containsExactly("videos/a/x", "videos/a/y/z");
    assertThat(store.deleteAll("videos/a/")).isEqualTo(2);
    assertThat(store.list("videos/")).extracting(StoredObject::key).containsExactly("videos/ab/x");
  }

  @Test
  void keys_that_leave_the_folder_are_refused() {
    for (String key : List.of("../x", "/etc/passwd", "a/../../x", "a//b", ".hidden", "")) {
      assertThatThrownBy(() -> store.find(key)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void full_disk_is_named_as_such() throws IOException {
    Files.createSymbolicLink(folder.resolve("uploads/u"), Path.of("/dev/full"));
    assertThatThrownBy(() -> store.partial().append("u", 0, bytes(), 100))
        .isInstanceOfSatisfying(
            ReelmillException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.DISK_FULL))
        .hasMessageContaining("store.path");
  }

  @Test
  void what_can_not_fit_is_refused_before_it_comes() {
    assertThatThrownBy(() -> store.put("a", bytes(), new Expected(1L << 60, null)))
        .isInstanceOfSatisfying(
            ReelmillException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.DISK_FULL));
  }
}
