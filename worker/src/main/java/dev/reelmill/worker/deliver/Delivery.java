package dev.reelmill.worker.deliver;

import dev.reelmill.common.media.AssembledFile;
import dev.reelmill.common.media.MediaObject;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.pictures.Still;
import dev.reelmill.common.pictures.StillsObject;
import dev.reelmill.common.work.UploadTarget;
import dev.reelmill.common.work.WorkOrder.AssembleFile;
import dev.reelmill.common.work.WorkOrder.PosterOrder;
import dev.reelmill.common.work.WorkResult.RungOutput;
import dev.reelmill.common.work.WorkResult.StillObject;
import dev.reelmill.common.work.WorkResult.TextObject;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Stores what was verified, and describes it, unless the attempt is cancelled meanwhile. */
public final class Delivery {

  private final Uploader uploader;

  public Delivery(Uploader uploader) {
    this.uploader = uploader;
  }

  /** For the files of an attempt that begins to write them; to be closed when it has ended. */
  public EarlyUploads early() {
    return uploader.early();
  }

  /**
   * Stores one rung of a segment, or an audio track.
   *
   * @param early where it may have begun to be sent
   */
  public RungOutput rendition(
      VerifiedFile verified,
      String rendition,
      UploadTarget target,
      EarlyUploads early,
      RunControl control)
      throws IOException, InterruptedException {
    MediaObject object = verified.toObject(target.key());
    uploader.put(verified.file(), object.sha256(), target, early, control);
    return new RungOutput(rendition, object);
  }

  /** Stores a progressive file. */
  public AssembledFile file(
      Path file, AssembleFile order, long frames, Rational duration, RunControl control)
      throws IOException, InterruptedException {
    return new AssembledFile(
        order.name(),
        order.container(),
        order.target().key(),
        Files.size(file),
        put(file, order.target(), control),
        frames,
        duration);
  }

  /** Stores subtitles. */
  public TextObject text(Path file, int cues, UploadTarget target, RunControl control)
      throws IOException, InterruptedException {
    return new TextObject(target.key(), Files.size(file), put(file, target, control), cues);
  }

  /** Stores the pictures of a segment. */
  public StillsObject stills(Path file, List<Still> stills, UploadTarget target, RunControl control)
      throws IOException, InterruptedException {
    return new StillsObject(target.key(), Files.size(file), put(file, target, control), stills);
  }

  /** Stores a still picture. */
  public StillObject still(Path file, PosterOrder order, RunControl control)
      throws IOException, InterruptedException {
    return new StillObject(
        order.target().key(),
        Files.size(file),
        put(file, order.target(), control),
        order.width(),
        order.height());
  }

  /** Stores any file; its checksum. */
  public String put(Path file, UploadTarget target, RunControl control)
      throws IOException, InterruptedException {
    String sha256 = Sha256.of(file, Files.size(file));
    uploader.put(file, sha256, target, control);
    return sha256;
  }
}
