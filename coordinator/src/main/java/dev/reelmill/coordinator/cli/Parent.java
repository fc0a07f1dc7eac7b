package dev.reelmill.coordinator.cli;

import java.io.IOException;

/** The program that started this one, and holds the other end of its standard input. */
final class Parent {

  private Parent() {}

  /** Ends this program when that one is gone. */
  static void endWith() {
    Thread.ofPlatform().daemon().name("parent").start(Parent::awaitEnd);
  }

  private static void awaitEnd() {
    try {
      while (System.in.read() >= 0) {
        // what a parent says does not matter, only that it lives
      }
    } catch (IOException e) {
      // it is as gone as at an end
    }
    Runtime.getRuntime().halt(0);
  }
}
