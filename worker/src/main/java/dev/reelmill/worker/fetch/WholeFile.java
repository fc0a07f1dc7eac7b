package dev.reelmill.worker.fetch;

import java.nio.file.Path;

/**
 * A source of which all is there.
 *
 * @param release what is to be done when it is closed
 */
record WholeFile(Path file, Runnable release) implements Source {

  @Override
  public boolean isWhole() {
    return true;
  }

  @Override
  public void whole(String why) {}

  @Override
  public void inspection() {}

  @Override
  public void track(int stream) {}

  @Override
  public void stretch(Stretch stretch) {}

  @Override
  public void close() {
    release.run();
  }
}
