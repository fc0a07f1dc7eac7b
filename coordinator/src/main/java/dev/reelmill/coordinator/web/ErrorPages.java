package dev.reelmill.coordinator.web;

/** Makes the page that a person sees instead of the one asked for. */
@FunctionalInterface
public interface ErrorPages {

  /** HTML. */
  String page(int status, String title, String detail);
}
