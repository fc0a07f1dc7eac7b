package dev.reelmill.worker.pictures;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.pictures.PackLayout;
import dev.reelmill.common.pictures.PackLayout.Preview;
import dev.reelmill.common.pictures.PackLayout.Storyboard;
import dev.reelmill.common.pictures.PackLayout.Thumbnail;
import dev.reelmill.common.pictures.PictureSize;
import dev.reelmill.common.pictures.PicturesPack;
import dev.reelmill.common.pictures.PicturesPack.Picture;
import dev.reelmill.worker.ffmpeg.EncodeFailures;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.Ffmpeg.Place;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.ffmpeg.RunResult;
import dev.reelmill.worker.ffmpeg.arguments.PackArguments;
import dev.reelmill.worker.ffmpeg.arguments.PackArguments.Sheets;
import dev.reelmill.worker.ffmpeg.arguments.PackArguments.Thumbnails;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes all small pictures of a video, in one file. */
public final class PicturePacker {

  private static final Logger log = LoggerFactory.getLogger(PicturePacker.class);

  /** WebP qualities that are tried until the preview is small enough. */
  private static final List<Integer> QUALITIES = List.of(65, 45, 25, 10);

  private final Ffmpeg ffmpeg;

  public PicturePacker(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /**
   * What was made.
   *
   * @param file all pictures, one behind the other
   * @param candidates numbers of those that there are
   * @param storyboard as its sheets are, if there are any
   * @param tiles how many show something
   */
  public record Packed(
      Path file,
      List<Picture> pictures,
      List<Integer> candidates,
      @Nullable Storyboard storyboard,
      int tiles) {}

  /** What one order is about. */
  private record Bench(PackLayout layout, Path folder, RunControl control) {}

  /**
   * Makes them.
   *
   * @param segments in the video's order
   * @param folder of this attempt
   * @throws ReelmillException {@link FailureCode#VERIFICATION_FAILED} if there is nothing to pack;
   *     else as running FFmpeg throws
   */
  public Packed pack(
      PackLayout layout, List<SegmentPictures> segments, Path folder, RunControl control)
      throws IOException {
    Bench bench = new Bench(layout, folder, control);
    Reel candidates = Reel.candidates(segments);
    Reel tiles =
        layout.storyboard() == null ? new Reel(List.of(), List.of()) : Reel.tiles(segments);
    if (candidates.isEmpty() && tiles.isEmpty()) {
      throw new ReelmillException(FailureCode.VERIFICATION_FAILED, "there are no stills to pack");
    }
    Path file = folder.resolve("pictures.pack");
    Storyboard storyboard = fitted(layout.storyboard(), tiles.frames().size());
    makeStills(bench, candidates, sheets(storyboard, tiles, folder));
    try (PackWriter pack = new PackWriter(file)) {
      addThumbnails(pack, bench, candidates);
      addSheets(pack, bench, storyboard, tiles.frames().size());
      addPreview(pack, bench, Reel.preview(segments));
      return new Packed(
          file, pack.pictures(), candidates.numbers(), storyboard, tiles.frames().size());
    }
  }

  /** A sheet is no larger than there are tiles; absent without any. */
  private static @Nullable Storyboard fitted(@Nullable Storyboard wanted, int tiles) {
    if (wanted == null || tiles == 0) {
      return null;
    }
    int columns = Math.min(wanted.columns(), tiles);
    int rows = Math.min(wanted.rows(), Math.ceilDiv(tiles, columns));
    return new Storyboard(wanted.tile(), columns, rows, wanted.interval());
  }

  private static @Nullable Sheets sheets(@Nullable Storyboard storyboard, Reel tiles, Path folder)
      throws IOException {
    if (storyboard == null) {
      return null;
    }
    Path film = folder.resolve("tiles.mjpeg");
    tiles.write(film);
    return new Sheets(film, storyboard.columns(), storyboard.rows());
  }

  /** Thumbnails and sheets in one process. */
  private void makeStills(Bench bench, Reel candidates, @Nullable Sheets sheets)
      throws IOException {
    Path film = bench.folder.resolve("candidates.mjpeg");
    candidates.write(film);
    List<Thumbnail> smaller = bench.layout.thumbnails().stream().skip(1).toList();
    Thumbnails thumbnails =
        candidates.isEmpty() || smaller.isEmpty() ? null : new Thumbnails(film, smaller);
    if (sheets != null || thumbnails != null) {
      run(PackArguments.stills(sheets, thumbnails, ffmpeg.settings().inputLimits()), bench);
    }
  }

  /** The first size is that of the candidates themselves, so these stay as they are. */
  private static void addThumbnails(PackWriter pack, Bench bench, Reel candidates)
      throws IOException {
    List<Thumbnail> sizes = bench.layout.thumbnails();
    for (int size = 0; size < sizes.size(); size++) {
      Thumbnail thumbnail = sizes.get(size);
      for (int i = 0; i < candidates.frames().size(); i++) {
        byte[] jpeg =
            size == 0
                ? Reel.read(candidates.frames().get(i))
                : Files.readAllBytes(
                    bench.folder.resolve(PackArguments.file(thumbnail.name(), i + 1)));
        String name = PicturesPack.thumbnail(thumbnail.name(), candidates.numbers().get(i));
        pack.add(name, thumbnail.size(), jpeg);
      }
    }
  }

  private static void addSheets(
      PackWriter pack, Bench bench, @Nullable Storyboard storyboard, int tiles) throws IOException {
    if (storyboard == null) {
      return;
    }
    PictureSize size =
        new PictureSize(
            storyboard.tile().width() * storyboard.columns(),
            storyboard.tile().height() * storyboard.rows());
    int count = Math.ceilDiv(tiles, storyboard.columns() * storyboard.rows());
    for (int i = 1; i <= count; i++) {
      Path sheet = bench.folder.resolve(PackArguments.file(PackArguments.SHEET, i));
      pack.add(PicturesPack.sheet(i), size, Files.readAllBytes(sheet));
    }
  }

  private void addPreview(PackWriter pack, Bench bench, Reel frames) throws IOException {
    Preview preview = bench.layout.preview();
    if (preview == null || frames.isEmpty()) {
      return;
    }
    Path film = bench.folder.resolve("preview.mjpeg");
    frames.write(film);
    Path file = bench.folder.resolve(PicturesPack.PREVIEW);
    for (int quality : QUALITIES) {
      run(
          PackArguments.preview(film, preview, quality, file, ffmpeg.settings().inputLimits()),
          bench);
      if (Files.size(file) <= preview.mostBytes()) {
        pack.add(PicturesPack.PREVIEW, preview.size(), Files.readAllBytes(file));
        return;
      }
    }
    log.warn(
        "no preview: {} bytes, of {} at most, at the lowest quality",
        Files.size(file),
        preview.mostBytes());
  }

  private void run(List<String> arguments, Bench bench) {
    RunResult result =
        ffmpeg.ffmpeg(
            arguments,
            new Place(bench.folder, List.of()),
            ffmpeg.limits(),
            bench.control,
            line -> {});
    if (!result.succeeded()) {
      throw EncodeFailures.of(result);
    }
  }
}
