package dev.reelmill.worker.pictures;

import dev.reelmill.common.pictures.PictureSize;
import dev.reelmill.common.pictures.PicturesPack.Picture;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes pictures behind each other into one file, and remembers where each is. */
final class PackWriter implements Closeable {

  private final OutputStream out;
  private final List<Picture> pictures = new ArrayList<>();
  private long offset;

  PackWriter(Path file) throws IOException {
    this.out = Files.newOutputStream(file);
  }

  void add(String name, PictureSize size, byte[] bytes) throws IOException {
    out.write(bytes);
    pictures.add(new Picture(name, size, offset, bytes.length));
    offset += bytes.length;
  }

  List<Picture> pictures() {
    return List.copyOf(pictures);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
