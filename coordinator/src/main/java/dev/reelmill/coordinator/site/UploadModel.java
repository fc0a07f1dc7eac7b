package dev.reelmill.coordinator.site;

/** For upload.jte. */
public record UploadModel(AssetLibrary assets) {}
