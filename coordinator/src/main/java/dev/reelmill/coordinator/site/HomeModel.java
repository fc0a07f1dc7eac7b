package dev.reelmill.coordinator.site;

import java.util.List;

/** For home.jte. */
public record HomeModel(AssetLibrary assets, List<VideoView> videos) {}
