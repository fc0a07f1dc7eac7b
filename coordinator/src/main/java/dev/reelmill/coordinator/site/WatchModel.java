package dev.reelmill.coordinator.site;

/**
 * For watch.jte.
 *
 * @param start where playing begins, in whole seconds; empty for the beginning
 * @param mine whether the one who looks has uploaded it
 */
public record WatchModel(AssetLibrary assets, VideoView video, String start, boolean mine) {}
