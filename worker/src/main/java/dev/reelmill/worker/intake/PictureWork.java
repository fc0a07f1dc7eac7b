package dev.reelmill.worker.intake;

import dev.reelmill.common.pictures.PicturesPack;
import dev.reelmill.common.work.WorkOrder.PackPictures;
import dev.reelmill.common.work.WorkOrder.StillsInput;
import dev.reelmill.common.work.WorkResult.Output;
import dev.reelmill.worker.deliver.Delivery;
import dev.reelmill.worker.fetch.Source;
import dev.reelmill.worker.fetch.SourceFiles;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.RunControl;
import dev.reelmill.worker.pictures.PicturePacker;
import dev.reelmill.worker.pictures.PicturePacker.Packed;
import dev.reelmill.worker.pictures.SegmentPictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Fetches the stills of a video's segments, has them packed, and delivers the pack. Light work. */
final class PictureWork {

  private final SourceFiles objects;
  private final Delivery delivery;
  private final PicturePacker packer;

  PictureWork(Ffmpeg ffmpeg, SourceFiles objects, Delivery delivery) {
    this.objects = objects;
    this.delivery = delivery;
    this.packer = new PicturePacker(ffmpeg);
  }

  Output pack(PackPictures order, Path folder, RunControl control)
      throws IOException, InterruptedException {
    Deque<Source> sources = new ArrayDeque<>();
    try {
      List<SegmentPictures> segments = new ArrayList<>();
      for (StillsInput input : order.segments()) {
        sources.push(objects.whole(input.object(), control));
        segments.add(new SegmentPictures(sources.getFirst().file(), input.pictures()));
      }
      Packed packed = packer.pack(order.layout(), segments, folder, control);
      return new Output.PicturesPacked(
          new PicturesPack(
              order.target().key(),
              Files.size(packed.file()),
              delivery.put(packed.file(), order.target(), control),
              packed.pictures(),
              packed.candidates(),
              packed.storyboard(),
              packed.tiles()));
    } finally {
      sources.forEach(Source::close);
    }
  }
}
