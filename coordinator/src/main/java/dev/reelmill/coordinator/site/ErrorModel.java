package dev.reelmill.coordinator.site;

/** For error.jte. */
public record ErrorModel(AssetLibrary assets, int status, String title, String detail) {}
