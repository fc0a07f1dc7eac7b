package dev.reelmill.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelmill.common.failure.ReelmillException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does with objects that arrive bit by bit. */
public abstract class PartialObjectsContract extends ObjectStoreContract {

  /** More than one of the parts in which an S3 store sends what arrives. */
  private static final int LARGE = 7_000_000;

  protected final String id = "upload" + prefix.replaceAll("[^0-9]", "");
  protected final String key = "sources/" + id;

  /** The same store, as another program sees it. */
  protected abstract ObjectStore reopened();

  protected PartialObjects partial() {
    return store().partial();
  }

  @BeforeEach
  void begin() {
    partial().begin(id, key, 6);
  }

  private long append(long offset, byte[] bytes, long most) throws IOException {
    return partial().append(id, offset, new ByteArrayInputStream(bytes), most);
  }

  protected long append(long offset, String text, long most) throws IOException {
    return append(offset, text.getBytes(StandardCharsets.UTF_8), most);
  }

  @Test
  void pieces_become_one_object() throws IOException {
    assertThat(partial().size(id)).hasValue(0);
    assertThat(append(0, "abc", 6)).isEqualTo(3);
    PartialObjects elsewhere = reopened().partial();
    elsewhere.begin(id, key, 6);
    assertThat(elsewhere.size(id)).hasValue(3);
    assertThat(append(3, "defXYZ", 3)).isEqualTo(6);
    assertThat(store().find(key)).isEmpty();

    StoredObject object = partial().finish(id, key);
    assertThat(read(object, 0, 6)).asString().isEqualTo("abcdef");
    assertThat(partial().size(id)).isEmpty();
    assertThat(partial().ids()).doesNotContain(id);
    assertThat(partial().finish(id, key)).isEqualTo(object);
  }

  @Test
  void long_pieces_become_one_object() throws IOException {
    byte[] bytes = random(2 * LARGE + 1000);
    append(0, Arrays.copyOf(bytes, 1000), 1000);
    append(1000, Arrays.copyOfRange(bytes, 1000, LARGE), bytes.length);
    assertThat(partial().size(id)).hasValue(LARGE);
    append(LARGE, Arrays.copyOfRange(bytes, LARGE, bytes.length), bytes.length);

    StoredObject object = partial().finish(id, key);
    assertThat(object.sizeBytes()).isEqualTo(bytes.length);
    assertThat(sha256(read(object, 0, bytes.length))).isEqualTo(sha256(bytes));
  }

  @Test
  void what_came_before_the_connection_broke_is_kept() throws IOException {
    byte[] bytes = random(LARGE);
    assertThatThrownBy(() -> partial().append(id, 0, breaking(bytes), 2 * LARGE))
        .isInstanceOf(IOException.class);

    assertThat(reopened().partial().size(id)).hasValue(LARGE);
    assertThat(append(LARGE, "abc", 3)).isEqualTo(LARGE + 3);
    StoredObject object = partial().finish(id, key);
    assertThat(read(object, LARGE - 1, 4)).endsWith('a', 'b', 'c').startsWith(bytes[LARGE - 1]);
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
    partial().truncate(id, 1);
    assertThat(partial().size(id)).hasValue(1);
    assertThat(append(1, "x", 1)).isEqualTo(2);
    assertThat(read(partial().finish(id, key), 0, 2)).asString().isEqualTo("ax");
  }

  @Test
  void truncating_forgets_a_long_piece_that_was_wrong() throws IOException {
    byte[] wrong = random(LARGE);
    byte[] right = random(LARGE + 1);
    append(0, "abc", 6);
    append(3, wrong, wrong.length);
    partial().truncate(id, 3);
    assertThat(reopened().partial().size(id)).hasValue(3);
    append(3, right, right.length);

    StoredObject object = partial().finish(id, key);
    assertThat(object.sizeBytes()).isEqualTo(right.length + 3);
    assertThat(read(object, 0, 3)).asString().isEqualTo("abc");
    assertThat(sha256(read(object, 3, right.length))).isEqualTo(sha256(right));
  }

  @Test
  void what_is_discarded_is_gone() throws IOException {
    append(0, random(LARGE), LARGE);
    assertThat(partial().ids()).contains(id);
    assertThat(partial().lastWritten(id).orElseThrow())
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));

    partial().discard(id);
    assertThat(partial().ids()).doesNotContain(id);
    assertThat(partial().size(id)).isEmpty();
    assertThat(partial().lastWritten(id)).isEmpty();
    partial().discard(id);
  }
}
