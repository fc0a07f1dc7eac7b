package dev.reelmill.worker.intake;

import dev.reelmill.common.work.SourceAccess;
import dev.reelmill.common.work.WorkOrder.AssembleFile;
import dev.reelmill.common.work.WorkOrder.TrackPieces;
import dev.reelmill.common.work.WorkResult.Output;
import dev.reelmill.worker.assemble.FileAssembler;
import dev.reelmill.worker.assemble.FileAssembler.Assembled;
import dev.reelmill.worker.deliver.Delivery;
import dev.reelmill.worker.fetch.Source;
import dev.reelmill.worker.fetch.SourceFiles;
import dev.reelmill.worker.ffmpeg.Ffmpeg;
import dev.reelmill.worker.ffmpeg.RunControl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out orders that read what was accepted before. They cost little, and take no slot. */
final class FileWork {

  private final SourceFiles objects;
  private final FileAssembler assembler;
  private final Delivery delivery;

  FileWork(Ffmpeg ffmpeg, SourceFiles objects, Delivery delivery) {
    this.objects = objects;
    this.assembler = new FileAssembler(ffmpeg);
    this.delivery = delivery;
  }

  Output assemble(AssembleFile order, Path folder, RunControl control)
      throws IOException, InterruptedException {
    List<Source> sources = new ArrayList<>();
    try {
      List<Path> video = open(order.video(), sources, control);
      List<Path> audio = open(order.audio(), sources, control);
      Assembled assembled = assembler.assemble(order, video, audio, folder, control);
      return new Output.FileAssembled(
          delivery.file(
              assembled.file(), order, assembled.frames(), assembled.duration(), control));
    } finally {
      sources.forEach(Source::close);
    }
  }

  private List<Path> open(@Nullable TrackPieces track, List<Source> sources, RunControl control) {
    List<Path> files = new ArrayList<>();
    for (SourceAccess piece : track == null ? List.<SourceAccess>of() : track.pieces()) {
      Source source = objects.whole(piece, control);
      sources.add(source);
      files.add(source.file());
    }
    return files;
  }
}
