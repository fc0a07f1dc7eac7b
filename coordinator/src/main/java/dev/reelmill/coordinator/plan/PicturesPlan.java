package dev.reelmill.coordinator.plan;

import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.VideoFacts;
import dev.reelmill.common.pictures.PackLayout;
import dev.reelmill.common.pictures.PackLayout.Preview;
import dev.reelmill.common.pictures.PackLayout.Storyboard;
import dev.reelmill.common.pictures.PackLayout.Thumbnail;
import dev.reelmill.common.pictures.PictureSize;
import dev.reelmill.common.pictures.SegmentStills;
import dev.reelmill.common.pictures.SegmentStills.Series;
import dev.reelmill.common.pictures.SegmentStills.Tiles;
import dev.reelmill.common.pictures.SegmentStills.Window;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.coordinator.plan.PicturesSpec.PreviewSpec;
import dev.reelmill.coordinator.plan.PicturesSpec.StoryboardSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses of which moments small pictures are made. Ticks count from the published zero. */
final class PicturesPlan {

  /** The poster of a long video still comes soon. */
  private static final Rational FIRST_CANDIDATE_LATEST = Rational.of(60);

  /** A candidate is the most typical picture of so long a stretch, at most. */
  private static final Rational NEIGHBOURHOOD = Rational.of(3);

  /** Pictures that are compared in a neighbourhood. */
  private static final int NEIGHBOURS = 6;

  private final PicturesSpec spec;
  private final VideoFacts video;
  private final String rendition;
  private final PictureSize size;
  private final List<SegmentInterval> segments;
  private final long begin;
  private final long end;

  /**
   * @param rendition the rung of which the pictures are made
   * @param size of that rung
   */
  PicturesPlan(
      PicturesSpec spec,
      VideoFacts video,
      String rendition,
      PictureSize size,
      List<SegmentInterval> segments) {
    this.spec = spec;
    this.video = video;
    this.rendition = rendition;
    this.size = size;
    this.segments = segments;
    long origin = segments.getFirst().originPts();
    this.begin = segments.getFirst().startPts() - origin;
    this.end = Math.max(begin + 1, video.endPts() - origin);
  }

  PlannedPictures planned() {
    List<Window> candidates = candidates();
    List<SegmentStills> stills = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      stills.add(new SegmentStills(rendition, tiles(), preview(i), candidatesOf(i, candidates)));
    }
    return new PlannedPictures(segmentAt(middle(candidates.getFirst())), stills, layout());
  }

  private PackLayout layout() {
    List<Thumbnail> thumbnails =
        spec.thumbnails().stream()
            .map(thumbnail -> new Thumbnail(thumbnail.name(), size.within(thumbnail.box())))
            .toList();
    return new PackLayout(storyboard(), previewLayout(), thumbnails);
  }

  private @Nullable Tiles tiles() {
    StoryboardSpec storyboard = spec.storyboard();
    return storyboard == null
        ? null
        : new Tiles(tileTicks(storyboard), size.within(storyboard.box()));
  }

  private @Nullable Storyboard storyboard() {
    StoryboardSpec storyboard = spec.storyboard();
    return storyboard == null
        ? null
        : new Storyboard(
            size.within(storyboard.box()),
            storyboard.columns(),
            storyboard.rows(),
            video.timebase().times(tileTicks(storyboard)));
  }

  private long tileTicks(StoryboardSpec storyboard) {
    return Math.max(
        atLeastOne(storyboard.leastSeconds().dividedBy(video.timebase())),
        Math.ceilDiv(end, storyboard.mostTiles()));
  }

  /** In the middle of equal parts of the video; the first, at a tenth, no later than a minute. */
  private List<Window> candidates() {
    int count = (int) Math.clamp(video.seconds(end - begin).floor(), 1, (long) spec.candidates());
    long half = Math.max(1, Math.min(ticks(NEIGHBOURHOOD), (end - begin) / count) / 2);
    List<Window> windows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long middle = begin + (2L * i + 1) * (end - begin) / (2L * count);
      if (i == 0) {
        middle = Math.min(middle, begin + (end - begin) / 10);
        middle = Math.min(middle, begin + ticks(FIRST_CANDIDATE_LATEST));
      }
      windows.add(new Window(i + 1, middle - half, middle + half));
    }
    return windows;
  }

  private @Nullable Series candidatesOf(int segment, List<Window> candidates) {
    List<Window> here =
        candidates.stream().filter(window -> segmentAt(middle(window)) == segment).toList();
    if (here.isEmpty()) {
      return null;
    }
    Window one = here.getFirst();
    long step = Math.max(1, (one.toTicks() - one.fromTicks()) / NEIGHBOURS);
    return new Series(step, size.within(spec.thumbnails().getFirst().box()), here);
  }

  private @Nullable Series preview(int segment) {
    PreviewSpec preview = spec.preview();
    if (preview == null) {
      return null;
    }
    long from = segmentBegin(segment);
    long to = segment + 1 < segments.size() ? segmentBegin(segment + 1) : Long.MAX_VALUE;
    List<Window> here =
        shots(preview).stream()
            .filter(shot -> shot.fromTicks() < to && shot.toTicks() > from)
            .toList();
    return here.isEmpty()
        ? null
        : new Series(previewTicks(preview), size.within(preview.box()), here);
  }

  /** Shots in the middle of equal parts of the video, at most half of it together. */
  private List<Window> shots(PreviewSpec preview) {
    long step = previewTicks(preview);
    long length = step * preview.framesPerShot();
    int count = (int) Math.clamp((end - begin) / (2 * length), 1, (long) preview.shots());
    List<Window> shots = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long middle = begin + (2L * i + 1) * (end - begin) / (2L * count);
      long first = Math.max(begin, middle - length / 2) / step * step;
      shots.add(new Window(i + 1, first, first + length));
    }
    return shots;
  }

  /** From one frame of the preview to the next; a slow video has none in between. */
  private long previewTicks(PreviewSpec preview) {
    Rational wanted = Rational.of(1, preview.framesPerSecond());
    Rational frame = Rational.of(1).dividedBy(video.frameRate());
    return atLeastOne((wanted.compareTo(frame) < 0 ? frame : wanted).dividedBy(video.timebase()));
  }

  private @Nullable Preview previewLayout() {
    PreviewSpec preview = spec.preview();
    return preview == null
        ? null
        : new Preview(
            size.within(preview.box()),
            Math.clamp(video.seconds(previewTicks(preview)).times(1000).round(), 1, 2000),
            preview.mostBytes());
  }

  private int segmentAt(long ticks) {
    int segment = 0;
    while (segment + 1 < segments.size() && segmentBegin(segment + 1) <= ticks) {
      segment++;
    }
    return segment;
  }

  private long segmentBegin(int segment) {
    SegmentInterval interval = segments.get(segment);
    return interval.startPts() - interval.originPts();
  }

  private static long middle(Window window) {
    return window.fromTicks() + (window.toTicks() - window.fromTicks()) / 2;
  }

  private long ticks(Rational seconds) {
    return atLeastOne(seconds.dividedBy(video.timebase()));
  }

  private static long atLeastOne(Rational ticks) {
    return Math.max(1, ticks.round());
  }
}
