package dev.reelmill.coordinator.store;

import dev.reelmill.common.work.UploadTarget;
import java.time.Duration;

/** Lends single objects for a while, by URLs that need no credentials. */
public interface ObjectLending {

  /** A URL for GET and HEAD, with ranges. */
  String readUrl(String key, Duration validity);

  /** Where one PUT may make the object, if there is none. */
  UploadTarget target(String key, Duration validity);
}
