package dev.reelmill.worker.fetch;

import dev.reelmill.common.failure.FailureCode;
import dev.reelmill.common.failure.ReelmillException;
import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A copy in the hands of one attempt. */
final class PartialSource implements Source {

  private static final Logger log = LoggerFactory.getLogger(PartialSource.class);

  private final Copy copy;
  private final SourceAccess access;
  private final RunControl control;
  private final List<LayoutFinder> finders;
  private final Runnable release;

  /**
   * @param finders one of which may know where things are in it
   * @param release what is to be done when it is closed
   */
  PartialSource(
      Copy copy,
      SourceAccess access,
      RunControl control,
      List<LayoutFinder> finders,
      Runnable release) {
    this.copy = copy;
    this.access = access;
    this.control = control;
    this.finders = List.copyOf(finders);
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
  public void inspection() {
    fetch(Layout::inspection);
  }

  @Override
  public void track(int stream) {
    fetch((layout, bytes) -> layout.track(stream, bytes));
  }

  @Override
  public void stretch(Stretch stretch) {
    fetch((layout, bytes) -> layout.stretch(stretch, bytes));
  }

  @Override
  public long later(int stream, long keyframePts) {
    try {
      return isWhole() ? 0 : layout().later(stream, keyframePts);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private Layout layout() throws IOException {
    return copy.layout(() -> LayoutFinder.firstOf(finders, bytes()));
  }

  private Bytes bytes() {
    return new CopiedBytes(copy, access, control);
  }

  private static ReelmillException failed(IOException e) {
    return new ReelmillException(FailureCode.INTERNAL, "the copy of a source: " + e, e);
  }

  /** What an order reads, by where things are. */
  private interface Choice {
    Wanted of(Layout layout, Bytes bytes) throws IOException;
  }

  private void fetch(Choice choice) {
    if (isWhole()) {
      return;
    }
    try {
      switch (choice.of(layout(), bytes())) {
        case Wanted.Some some -> copy.fetch(some.ranges(), access, control);
        case Wanted.All all -> whole(all.why());
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    release.run();
  }
}
