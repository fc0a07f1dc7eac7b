package dev.reelmill.coordinator.site;

import dev.reelmill.common.pictures.PicturesPack;
import dev.reelmill.coordinator.publish.VideoPictures;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.publish.VideoStatus.PieceState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A video as the pages show it: everything is text already. */
public record VideoView(VideoStatus status) {

  private static final String THUMB = "thumb.jpg";

  public String id() {
    return status.video();
  }

  public String title() {
    return status.title();
  }

  public String url() {
    return "/videos/" + id();
  }

  /** What players load. */
  public String master() {
    return "/media/" + id() + "/master.m3u8";
  }

  /** What players of DASH load; not there before all is done. */
  public String dash() {
    return "/media/" + id() + "/manifest.mpd";
  }

  public String events() {
    return "/api/videos/" + id() + "/events";
  }

  /** Empty while there is none. */
  public String poster() {
    return status.poster() == null ? "" : "/media/" + id() + "/" + status.poster();
  }

  /** In a card's size, or what there is; empty while there is none. */
  public String thumb() {
    return hasPicture(THUMB) ? picture(THUMB) : poster();
  }

  /** The card's picture in its sizes, for {@code srcset}; empty if there is but one. */
  public String thumbSet() {
    VideoPictures pictures = status.pictures();
    return pictures == null
        ? ""
        : Stream.of("mini.jpg", THUMB)
            .flatMap(
                name ->
                    pictures.size(name).map(s -> picture(name) + " " + s.width() + "w").stream())
            .collect(Collectors.joining(", "));
  }

  /** An animated picture; empty if there is none. */
  public String preview() {
    return hasPicture(PicturesPack.PREVIEW) ? picture(PicturesPack.PREVIEW) : "";
  }

  /** Numbers of the pictures to choose the poster from. */
  public List<Integer> candidates() {
    return status.pictures() == null ? List.of() : status.pictures().candidates();
  }

  public boolean isPoster(int candidate) {
    return status.pictures() != null && status.pictures().poster() == candidate;
  }

  /** A candidate in a small size. */
  public String candidate(int number) {
    String small = PicturesPack.thumbnail("mini", number);
    return hasPicture(small) ? picture(small) : poster();
  }

  /** Scenes to seek by; null if there is no storyboard. */
  public @Nullable StoryboardView storyboard() {
    VideoPictures pictures = status.pictures();
    return pictures == null
        ? null
        : pictures
            .storyboard()
            .map(storyboard -> StoryboardView.of(media(), pictures, storyboard))
            .orElse(null);
  }

  private boolean hasPicture(String name) {
    return status.pictures() != null && status.pictures().has(name);
  }

  private String picture(String name) {
    VideoPictures pictures = status.pictures();
    return pictures == null ? "" : media() + pictures.path(name);
  }

  private String media() {
    return "/media/" + id() + "/";
  }

  public boolean isPlayable() {
    return status.playable();
  }

  /** What is not as it should be, in sentences. */
  public List<String> warnings() {
    return status.warnings();
  }

  /** Whether nothing will change any more. */
  public boolean isFinal() {
    return status.settled();
  }

  /** Whether the state will not change; files may follow. */
  public boolean hasEnded() {
    return status.state().isFinal();
  }

  /** What can be downloaded, and played without playlists. */
  public List<FileView> files() {
    return status.files().stream()
        .map(
            file ->
                new FileView(
                    file.name(),
                    file.type(),
                    "/media/" + id() + "/" + file.path(),
                    Texts.size(file.sizeBytes())))
        .toList();
  }

  /**
   * A file as the pages show it.
   *
   * @param size for people
   */
  public record FileView(String name, String type, String url, String size) {}

  public boolean hasFailed() {
    return status.state() == VideoStatus.State.FAILED;
  }

  /** For style sheets and scripts: {@code encoding}. */
  public String stateName() {
    return status.state().name().toLowerCase(Locale.ROOT);
  }

  public String stateText() {
    return switch (status.state()) {
      case INSPECTING -> "Inspecting";
      case ENCODING -> "Encoding " + percent() + " %";
      case PUBLISHED -> "Ready";
      case FAILED -> "Failed";
      case CANCELLED -> "Cancelled";
    };
  }

  public int percent() {
    return (int) Math.floor(status.fraction() * 100);
  }

  /** Empty until it is known. */
  public String duration() {
    return status.duration() == null ? "" : Texts.clock(status.duration());
  }

  public String day() {
    return Texts.day(status.createdAt());
  }

  /** What is going on, in a sentence. */
  public String progressSentence() {
    if (status.state() == VideoStatus.State.INSPECTING) {
      return "The file has arrived and is being looked at.";
    }
    StringBuilder sentence = new StringBuilder(percent() + " % done");
    if (!status.segments().isEmpty()) {
      sentence.append(", ").append(done()).append(" of ").append(status.segments().size());
      sentence.append(" segments");
    }
    Double speed = status.speed();
    if (speed != null) {
      sentence.append(String.format(Locale.ROOT, ", at %.1f× real time", speed));
    }
    Duration remaining = status.remaining();
    if (remaining != null) {
      sentence.append(", ").append(Texts.about(remaining)).append(" left");
    }
    return sentence.append(".").toString();
  }

  /** {@code 1080p, 720p}. */
  public String renditions() {
    return String.join(", ", status.rungs());
  }

  public int audioTracks() {
    return status.audio().size();
  }

  public String failure() {
    return status.failure() == null ? "The video could not be made." : status.failure();
  }

  /** Empty if there is nothing more to say. */
  public String failureDetail() {
    return status.failureDetail() == null ? "" : status.failureDetail();
  }

  private long done() {
    return status.segments().stream().filter(piece -> piece.state() == PieceState.DONE).count();
  }
}
