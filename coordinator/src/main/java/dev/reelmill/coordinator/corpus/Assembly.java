package dev.reelmill.coordinator.corpus;

import dev.reelmill.common.media.Fragment;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.coordinator.publish.PublishedMedia.Track;
import dev.reelmill.coordinator.store.ObjectStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Puts a published track together as a player does: one init segment, then every byte range. */
final class Assembly {

  private final ObjectStore store;

  Assembly(ObjectStore store) {
    this.store = store;
  }

  /** Writes it; an existing file is replaced. */
  void write(Track track, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      List<MediaObject> objects = track.objects();
      for (int i = 0; i < objects.size(); i++) {
        append(objects.get(i), i == 0, out);
      }
    }
  }

  private void append(MediaObject object, boolean withInit, OutputStream out) throws IOException {
    Path stored =
        store
            .find(object.key())
            .orElseThrow(() -> new IOException("the object " + object.key() + " is gone"))
            .file();
    try (FileChannel channel = FileChannel.open(stored, StandardOpenOption.READ)) {
      if (withInit) {
        out.write(range(channel, 0, object.initBytes()));
      }
      for (Fragment fragment : object.fragments()) {
        out.write(range(channel, fragment.offset(), fragment.sizeBytes()));
      }
    }
  }

  private static byte[] range(FileChannel channel, long offset, long size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size));
    while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {
      // Until it is full.
    }
    return bytes.array();
  }
}
