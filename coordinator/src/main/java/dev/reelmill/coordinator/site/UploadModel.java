package dev.reelmill.coordinator.site;

import java.util.List;

/**
 * For upload.jte.
 *
 * @param usual what is made for whoever chooses nothing
 * @param others names of the other profiles
 */
public record UploadModel(AssetLibrary assets, String usual, List<String> others) {

  public UploadModel {
    others = List.copyOf(others);
  }
}
