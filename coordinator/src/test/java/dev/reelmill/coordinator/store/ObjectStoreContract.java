package dev.reelmill.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every object store keeps. Each test has keys of its own, so that one store will do. */
public abstract class ObjectStoreContract {

  private static final AtomicInteger TESTS = new AtomicInteger();

  protected static final byte[] BYTES = "some bytes".getBytes(StandardCharsets.UTF_8);

  /** More than two of the parts in which an S3 store sends what is large. */
  private static final int LARGE = 11_000_000;

  /** Of this test. */
  protected final String prefix = "videos/contract-" + TESTS.incrementAndGet() + "/";

  protected abstract ObjectStore store();

  protected static InputStream bytes() {
    return new ByteArrayInputStream(BYTES);
  }

  protected static byte[] random(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  protected static String sha256(byte[] bytes) {
    MessageDigest digest = Sha256.digest();
    return HexFormat.of().formatHex(digest.digest(bytes));
  }

  protected byte[] read(StoredObject object, long offset, long size) throws IOException {
    try (InputStream in = store().read(object, offset, size)) {
      return in.readNBytes((int) size);
    }
  }

  /** What is read of a connection that breaks. */
  protected static InputStream breaking(byte[] before) {
    return new SequenceInputStream(
        new ByteArrayInputStream(before),
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
  }

  @Test
  void what_was_put_is_found_and_read() throws IOException {
    String key = prefix + "720p/0000-1.mp4";
    StoredObject put = store().put(key, bytes(), new Expected(10L, sha256(BYTES)));

    StoredObject found = store().find(key).orElseThrow();
    assertThat(found).isEqualTo(put);
    assertThat(found.sizeBytes()).isEqualTo(10);
    assertThat(found.etag()).isNotEmpty().doesNotContain("\"");
    assertThat(read(found, 0, 10)).isEqualTo(BYTES);
    assertThat(read(found, 5, 3)).asString().isEqualTo("byt");
    // A store may not be able to tell.
    assertThat(store().sha256(key).orElse(sha256(BYTES))).isEqualTo(sha256(BYTES));
  }

  @Test
  void what_is_not_there_is_not_found() {
    assertThat(store().find(prefix + "none")).isEmpty();
    assertThat(store().sha256(prefix + "none")).isEmpty();
    assertThat(store().delete(prefix + "none")).isFalse();
    assertThat(store().list(prefix)).isEmpty();
  }

  @Test
  void large_object_is_as_whole_as_a_small_one() throws IOException {
    byte[] large = random(LARGE);
    StoredObject put =
        store()
            .put(
                prefix + "large",
                new ByteArrayInputStream(large),
                new Expected((long) LARGE, sha256(large)));

    assertThat(put.sizeBytes()).isEqualTo(LARGE);
    assertThat(sha256(read(put, 0, LARGE))).isEqualTo(sha256(large));
    assertThatThrownBy(
            () ->
                store()
                    .put(
                        prefix + "damaged",
                        new ByteArrayInputStream(large),
                        new Expected(null, sha256(BYTES))))
        .isInstanceOf(DamagedObjectException.class);
    assertThat(store().find(prefix + "damaged")).isEmpty();
    assertThatThrownBy(() -> store().put(prefix + "broken", breaking(large), Expected.NOTHING))
        .isInstanceOf(IOException.class);
    assertThat(store().find(prefix + "broken")).isEmpty();
  }

  @Test
  void second_put_of_a_key_is_refused_and_changes_nothing() throws IOException {
    store().put(prefix + "b", bytes(), Expected.NOTHING);

    assertThatThrownBy(
            () -> store().put(prefix + "b", InputStream.nullInputStream(), Expected.NOTHING))
        .isInstanceOf(ObjectExistsException.class);
    assertThat(store().find(prefix + "b").orElseThrow().sizeBytes()).isEqualTo(10);
  }

  /** How many of many simultaneous puts of one key were told that they won. */
  protected final int winnersOfOneKey() throws InterruptedException {
    AtomicInteger wins = new AtomicInteger();
    Runnable put =
        () -> {
          try {
            store().put(prefix + "b", bytes(), Expected.NOTHING);
            wins.incrementAndGet();
          } catch (ObjectExistsException e) {
            // as it should be
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    List<Thread> threads =
        Stream.generate(() -> Thread.ofVirtual().unstarted(put)).limit(20).toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    return wins.get();
  }

  @Test
  protected void one_of_many_simultaneous_puts_wins() throws Exception {
    assertThat(winnersOfOneKey()).isEqualTo(1);
  }

  @Test
  void damaged_bytes_are_not_kept() {
    assertThatThrownBy(() -> store().put(prefix + "a", bytes(), new Expected(11L, null)))
        .isInstanceOf(DamagedObjectException.class);
    assertThatThrownBy(() -> store().put(prefix + "a", bytes(), new Expected(null, "00")))
        .isInstanceOf(DamagedObjectException.class);
    assertThat(store().find(prefix + "a")).isEmpty();
  }

  @Test
  void broken_stream_leaves_no_object() {
    assertThatThrownBy(() -> store().put(prefix + "a", breaking(BYTES), Expected.NOTHING))
        .isInstanceOf(IOException.class);
    assertThat(store().find(prefix + "a")).isEmpty();
  }

  @Test
  void adopted_file_is_an_object_and_survives_its_deletion(@TempDir Path folder)
      throws IOException {
    Path mine = Files.write(folder.resolve("mine.mov"), BYTES);
    StoredObject adopted = store().adopt(prefix + "source", mine);

    assertThat(read(adopted, 0, 10)).isEqualTo(BYTES);
    assertThatThrownBy(() -> store().adopt(prefix + "source", mine))
        .isInstanceOf(ObjectExistsException.class);
    assertThat(store().delete(prefix + "source")).isTrue();
    assertThat(mine).exists();
  }

  @Test
  void prefix_lists_and_deletes_only_its_own() throws IOException {
    for (String key : List.of("a/x", "a/y/z", "ab/x")) {
      store().put(prefix + key, bytes(), Expected.NOTHING);
    }
    assertThat(store().list(prefix + "a/"))
        .extracting(StoredObject::key)
        .containsExactly(prefix + "a/x", prefix + "a/y/z");
    assertThat(store().list(prefix + "a/").getFirst().sizeBytes()).isEqualTo(10);
    assertThat(store().deleteAll(prefix + "a/")).isEqualTo(2);
    assertThat(store().list(prefix)).extracting(StoredObject::key).containsExactly(prefix + "ab/x");
  }

  @Test
  void keys_that_leave_the_store_are_refused() {
    for (String key : List.of("../x", "/etc/passwd", "a/../../x", "a//b", ".hidden", "")) {
      assertThatThrownBy(() -> store().find(key)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
