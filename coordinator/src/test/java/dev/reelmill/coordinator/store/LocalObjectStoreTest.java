package dev.reelmill.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalObjectStoreTest extends PartialObjectsContract {

  @TempDir Path folder;
  private LocalObjectStore store;

  @BeforeEach
  @Override
  void begin() {
    store = reopened();
    super.begin();
  }

  @Override
  protected LocalObjectStore store() {
    return store;
  }

  @Override
  protected LocalObjectStore reopened() {
    return new LocalObjectStore(new StoreSettings(folder));
  }

  @AfterEach
  void nothing_half_written_is_left() {
    assertThat(folder.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void object_is_a_file() throws IOException {
    StoredObject put = store.put("a/b", bytes(), Expected.NOTHING);
    assertThat(put.file()).hasBinaryContent(BYTES);
    assertThat(store.sha256("a/b")).contains(sha256(BYTES));
  }

  @Test
  void leftovers_of_a_crash_are_swept_at_start() throws IOException {
    Files.writeString(folder.resolve("incoming/half"), "half");
    store = reopened();
    assertThat(folder.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void finish_that_a_crash_cut_in_half_is_completed() throws IOException {
    append(0, "abc", 6);
    Path target = folder.resolve("objects").resolve(key);
    Files.createDirectories(folder.resolve("objects/sources"));
    Files.createLink(target, folder.resolve("uploads").resolve(id));

    assertThat(partial().finish(id, key).file()).hasContent("abc");
    assertThat(partial().ids()).isEmpty();
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
    assertThatThrownBy(
            () -> store.put("a", InputStream.nullInputStream(), new Expected(1L << 60, null)))
        .isInstanceOfSatisfying(
            ReelmillException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.DISK_FULL));
  }
}
