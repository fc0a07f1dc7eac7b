package dev.reelmill.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelmill.common.failure.ReelmillException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialObjectsTest {

  @TempDir Path folder;
  LocalObjectStore store;
  PartialObjects partial;

  @BeforeEach
  void open() {
    store = new LocalObjectStore(new StoreSettings(folder));
    partial = store.partial();
    partial.begin("u", 6);
  }

  private long append(long offset, String text, long most) throws IOException {
    return partial.append(
        "u", offset, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), most);
  }

  @Test
  void pieces_become_one_object() throws IOException {
    assertThat(append(0, "abc", 6)).isEqualTo(3);
    store = new LocalObjectStore(new StoreSettings(folder));
    partial = store.partial();
    assertThat(append(3, "defXYZ", 3)).isEqualTo(6);

    StoredObject object = partial.finish("u", "sources/v");
    assertThat(object.file()).hasContent("abcdef");
    assertThat(partial.size("u")).isEmpty();
    assertThat(partial.finish("u", "sources/v")).isEqualTo(object);
  }

  @Test
  void wrong_offset_is_refused() throws IOException {
    append(0, "abc", 6);
    assertThatThrownBy(() -> append(2, "x", 1)).isInstanceOf(ReelmillException.class);
    assertThatThrownBy(() -> append(4, "x", 1)).isInstanceOf(ReelmillException.class);
  }

  @Test
  void truncating_goes_back() throws IOException {
    append(0, "abc", 6);
    partial.truncate("u", 1);
    assertThat(partial.size("u")).hasValue(1);
    assertThat(append(1, "x", 1)).isEqualTo(2);
  }

  @Test
  void finish_that_a_crash_cut_in_half_is_completed() throws IOException {
    append(0, "abc", 6);
    Path target = folder.resolve("objects/sources/v");
    Files.createDirectories(folder.resolve("objects/sources"));
    Files.createLink(target, folder.resolve("uploads/u"));

    assertThat(partial.finish("u", "sources/v").file()).hasContent("abc");
    assertThat(partial.ids()).isEmpty();
  }
}
