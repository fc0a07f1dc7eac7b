package dev.reelmill.coordinator.site;

import static dev.reelmill.sql.Tables.VIDEO;

import dev.reelmill.coordinator.publish.Playlist;
import dev.reelmill.coordinator.publish.Publications;
import dev.reelmill.coordinator.publish.VideoStatus;
import dev.reelmill.coordinator.publish.VideoStatus.Piece;
import dev.reelmill.coordinator.publish.VideoStatus.PieceState;
import dev.reelmill.coordinator.publish.VideoStatus.State;
import dev.reelmill.coordinator.store.ObjectStore;
import dev.reelmill.coordinator.testing.BundledFfmpeg;
import dev.reelmill.coordinator.upload.Submission;
import dev.reelmill.coordinator.upload.Submissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the farm: encodes what is submitted with one FFmpeg, and then lets its segments
 * become known one after the other, as the caller says.
 */
final class PreviewFarm implements Publications, Submissions {

  final List<Submission> submissions = new CopyOnWriteArrayList<>();
  private final Map<String, VideoStatus> statuses = new ConcurrentHashMap<>();
  private final Map<String, PreviewMedia> media = new ConcurrentHashMap<>();
  private final DSLContext database;
  private final ObjectStore store;
  private final BundledFfmpeg ffmpeg;

  PreviewFarm(DSLContext database, ObjectStore store, BundledFfmpeg ffmpeg) {
    this.database = database;
    this.store = store;
    this.ffmpeg = ffmpeg;
  }

  @Override
  public void submit(Submission submission) {
    submissions.add(submission);
    database
        .insertInto(VIDEO)
        .set(VIDEO.ID, submission.video())
        .set(VIDEO.TITLE, submission.title())
        .execute();
    put(status(submission, State.INSPECTING, 0, 0));
    Thread.ofVirtual().start(() -> encode(submission));
  }

  private void encode(Submission submission) {
    try {
      var made = PreviewMedia.make(ffmpeg, store, submission);
      media.put(submission.video(), made);
      put(status(submission, State.ENCODING, 0, made.segments()));
    } catch (Exception e) {
      throw new IllegalStateException("the preview can't encode " + submission, e);
    }
  }

  /** How many segments there will be; 0 while the preview is not that far. */
  int segments(String video) {
    PreviewMedia made = media.get(video);
    return made == null ? 0 : made.segments();
  }

  /** Lets so many segments be done. */
  void reveal(String video, int done) {
    Submission submission = submission(video);
    int total = segments(video);
    put(status(submission, done == total ? State.PUBLISHED : State.ENCODING, done, total));
  }

  /** What was chosen for it; absent for nothing. */
  @Nullable String profile(String video) {
    return submission(video).profile();
  }

  private Submission submission(String video) {
    return submissions.stream().filter(one -> one.video().equals(video)).findFirst().orElseThrow();
  }

  void put(VideoStatus status) {
    statuses.put(status.video(), status);
  }

  private static VideoStatus status(Submission submission, State state, int done, int total) {
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < total; i++) {
      pieces.add(
          i < done
              ? new Piece(PieceState.DONE, 1)
              : i < done + 2
                  ? new Piece(PieceState.RUNNING, 0.4)
                  : new Piece(PieceState.WAITING, 0));
    }
    return new VideoStatus(
        submission.video(),
        submission.title(),
        1,
        state,
        Instant.now(),
        total == 0 ? null : Duration.ofSeconds(2L * total),
        done > 0,
        null,
        total == 0 ? 0 : (double) done / total,
        done == 0 ? null : 2.5,
        done == 0 || done == total ? null : Duration.ofSeconds(total - done),
        total == 0 ? List.of() : List.of("360p"),
        pieces,
        total == 0 ? List.of() : List.of(new Piece(PieceState.DONE, 1)),
        null,
        null,
        null,
        List.of(),
        state.isFinal(),
        List.of());
  }

  @Override
  public Optional<Playlist> playlist(String video, String path) {
    VideoStatus status = statuses.get(video);
    PreviewMedia made = media.get(video);
    if (status == null || made == null || !status.playable()) {
      return Optional.empty();
    }
    long done =
        status.segments().stream().filter(piece -> piece.state() == PieceState.DONE).count();
    return made.playlist(path, (int) done, !status.state().isFinal());
  }

  @Override
  public Optional<VideoStatus> status(String video) {
    return Optional.ofNullable(statuses.get(video));
  }

  @Override
  public List<VideoStatus> newest(int limit) {
    return statuses.values().stream()
        .sorted((a, b) -> b.createdAt().compareTo(a.createdAt()))
        .limit(limit)
        .toList();
  }
}
