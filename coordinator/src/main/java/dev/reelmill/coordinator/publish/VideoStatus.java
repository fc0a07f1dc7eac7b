package dev.reelmill.coordinator.publish;

import dev.reelmill.common.failure.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a video is, as one moment's picture; the watch page, its event stream, the API and {@code
 * transcode} all show this.
 *
 * @param video its public id
 * @param title what the uploader called it
 * @param job the latest job
 * @param createdAt when that job came
 * @param duration of the video, once it was inspected
 * @param playable whether the multivariant playlist can be played already
 * @param pictures the small ones, as far as they are there
 * @param fraction of the work that is done, 0 to 1
 * @param speed seconds of video finished per second, since the plan was made
 * @param remaining estimate, while it is encoding
 * @param rungs names of the picture renditions, best first
 * @param segments one column of the grid each, in order
 * @param audio one entry a track
 * @param failureCode why it failed, where it did
 * @param failure one sentence, where it failed
 * @param failureDetail the values behind it
 * @param files for download, as far as they are there
 * @param settled whether nothing will change any more: files and pictures follow after publishing
 * @param warnings what is not as it should be, one sentence each
 */
public record VideoStatus(
    String video,
    String title,
    long job,
    State state,
    Instant createdAt,
    @Nullable Duration duration,
    boolean playable,
    @Nullable VideoPictures pictures,
    double fraction,
    @Nullable Double speed,
    @Nullable Duration remaining,
    List<String> rungs,
    List<Piece> segments,
    List<Piece> audio,
    @Nullable FailureCode failureCode,
    @Nullable String failure,
    @Nullable String failureDetail,
    List<FileLink> files,
    boolean settled,
    List<String> warnings) {

  public VideoStatus {
    rungs = List.copyOf(rungs);
    segments = List.copyOf(segments);
    audio = List.copyOf(audio);
    warnings = List.copyOf(warnings);
    files = List.copyOf(files);
  }

  /**
   * A progressive file.
   *
   * @param name {@code 720p.mp4}
   * @param type content type
   * @param path below the video's media folder
   */
  public record FileLink(String name, String type, String path, long sizeBytes) {}

  /** Path of the poster below the video's media folder, if it is there. */
  public @Nullable String poster() {
    return pictures == null ? null : pictures.path(VideoPictures.POSTER);
  }

  /** Of the job. */
  public enum State {
    INSPECTING,
    ENCODING,
    PUBLISHED,
    FAILED,
    CANCELLED;

    /** Whether nothing will change any more. */
    public boolean isFinal() {
      return this == PUBLISHED || this == FAILED || this == CANCELLED;
    }
  }

  /**
   * One work order as a viewer sees it.
   *
   * @param fraction of it that is encoded, 0 to 1
   */
  public record Piece(PieceState state, double fraction) {}

  /** Of a work order. */
  public enum PieceState {
    WAITING,
    RUNNING,
    DONE,
    FAILED
  }
}
