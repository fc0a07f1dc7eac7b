package dev.reelmill.coordinator.dispatch;

import dev.reelmill.common.work.UploadTarget;

/** Lends access to single objects to workers, who have no credentials of their own. */
public interface ObjectAccess {

  /** A URL that allows to read the object for a while. */
  String readUrl(String key);

  /** Leave to create the object, once, for a while. */
  UploadTarget target(String key);
}
