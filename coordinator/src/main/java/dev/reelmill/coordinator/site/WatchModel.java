package dev.reelmill.coordinator.site;

/** For watch.jte. */
public record WatchModel(AssetLibrary assets, VideoView video) {}
