package dev.reelmill.worker.fetch;

import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A copy in the hands of one attempt. */
final class PartialSource implements Source {

  private static final Logger log = LoggerFactory.getLogger(PartialSource.class);

  private final Copy copy;
  private final SourceAccess access;
  private final RunControl control;
  private final Supplier<Layout> finder;
  private final Runnable release;

  /**
   * @param finder finds out about the copy's inside
   * @param release what is to be done when it is closed
   */
  PartialSource(
      Copy copy,
      SourceAccess access,
      RunControl control,
      Supplier<Layout> finder,
      Runnable release) {
    this.copy = copy;
    this.access = access;
    this.control = control;
    this.finder = finder;
    this.release = release;
  }

  @Override
  public Path file() {
    return copy.file();
  }

  @Override
  public boolean isWhole() {
    return copy.isWhole();
  }

  @Override
  public void whole(String why) {
    if (!isWhole()) {
      log.info("{} is fetched whole: {}", access.key(), why);
      control.fellBack(why);
      copy.fetchAll(access, control);
    }
  }

  @Override
  public void beginning() {
    if (open().filter(Layout.Known::chapters).isPresent()) {
      whole("titles of chapters are in a track of their own");
    }
  }

  @Override
  public void track(int stream) {
    open().ifPresent(known -> fetch(known.packets().track(stream), "no stream " + stream));
  }

  @Override
  public void stretch(Stretch stretch) {
    String otherwise =
        "no packet of stream %d at PTS %d".formatted(stretch.stream(), stretch.fromPts());
    open().ifPresent(known -> fetch(known.packets().stretch(stretch), otherwise));
  }

  /** What its inside is like, where only parts are needed. */
  private Optional<Layout.Known> open() {
    if (isWhole()) {
      return Optional.empty();
    }
    return switch (copy.layout(finder)) {
      case Layout.Known known -> {
        copy.fetch(known.opening(), access, control);
        yield Optional.of(known);
      }
      case Layout.Unknown unknown -> {
        whole(unknown.why());
        yield Optional.empty();
      }
    };
  }

  private void fetch(Optional<ByteRanges> wanted, String otherwise) {
    wanted.ifPresentOrElse(
        ranges -> copy.fetch(ranges, access, control),
        () -> whole("its index tells of " + otherwise));
  }

  @Override
  public void close() {
    release.run();
  }
}
