package dev.reelmill.coordinator.dispatch;

/** Lends access to single objects to workers, who have no credentials of their own. */
public interface ObjectAccess {

  /** A URL that allows to read the object for a while. */
  String readUrl(String key);

  /** A URL that allows to create the object, once, for a while. */
  String writeUrl(String key);
}
