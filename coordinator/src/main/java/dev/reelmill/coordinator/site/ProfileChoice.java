package dev.reelmill.coordinator.site;

import java.util.List;

/** The profiles that an uploader may choose from, as they are now. */
public interface ProfileChoice {

  /** Name of what is made for whoever chooses nothing. */
  String usual();

  /** Every name that can be asked for. */
  List<String> names();
}
