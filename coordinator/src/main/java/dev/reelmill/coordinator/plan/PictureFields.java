package dev.reelmill.coordinator.plan;

import static dev.reelmill.coordinator.plan.ProfileFields.optional;
import static dev.reelmill.coordinator.plan.ProfileFields.required;

import dev.reelmill.coordinator.plan.ProfileField.Fraction;
import dev.reelmill.coordinator.plan.ProfileField.Name;
import dev.reelmill.coordinator.plan.ProfileField.Structure;
import dev.reelmill.coordinator.plan.ProfileField.Structures;
import dev.reelmill.coordinator.plan.ProfileField.Whole;
import java.util.List;

/** The fields of a profile's section {@code pictures}. */
final class PictureFields {

  private static final Whole SIDE = new Whole(2, 4096);

  static final List<ProfileField> ALL =
      List.of(
          optional(
              "pictures",
              new Structure(),
              "The small pictures. Without it there is a poster in the usual four sizes and nothing"
                  + " else. Sizes are boxes for a landscape picture, turned for a portrait one;"
                  + " each picture keeps its aspect and is never enlarged, so one side may be"
                  + " smaller."),
          required(
              "pictures.candidates",
              new Whole(1, 20),
              "Pictures to choose the poster from, spread over the video, each the most typical of"
                  + " its neighbourhood; at most one a second."),
          required(
              "pictures.thumbnails",
              new Structures(1),
              "The sizes of each candidate, largest first."),
          required("pictures.thumbnails[].name", new Name(), "Unique; part of the URL."),
          required("pictures.thumbnails[].width", SIDE, "Pixels, even."),
          required("pictures.thumbnails[].height", SIDE, "Pixels, even."),
          optional(
              "pictures.storyboard", new Structure(), "Tiles for seeking, if they are wanted."),
          required("pictures.storyboard.width", SIDE, "Of a tile's box, in pixels, even."),
          required("pictures.storyboard.height", SIDE, "Of a tile's box, in pixels, even."),
          required(
              "pictures.storyboard.leastSeconds",
              new Fraction(1, 600),
              "From one tile to the next."),
          required(
              "pictures.storyboard.mostTiles",
              new Whole(1, 5000),
              "In all; in a long video they are farther apart."),
          required("pictures.storyboard.columns", new Whole(1, 20), "Of a sheet of tiles."),
          required("pictures.storyboard.rows", new Whole(1, 20), "Of a sheet of tiles."),
          optional(
              "pictures.preview",
              new Structure(),
              "An animated WebP of short shots, spread over the video, if it is wanted."),
          required("pictures.preview.width", SIDE, "Of its box, in pixels, even."),
          required("pictures.preview.height", SIDE, "Of its box, in pixels, even."),
          required("pictures.preview.shots", new Whole(1, 20), "How many, at most."),
          required("pictures.preview.framesPerShot", new Whole(1, 60), "How long each is."),
          required(
              "pictures.preview.framesPerSecond",
              new Whole(1, 30),
              "Of the animation; the shots are shown at their own speed."),
          required(
              "pictures.preview.mostBytes",
              new Whole(10_000, 100_000_000),
              "A larger one is made again, coarser, and at last left out."));

  private PictureFields() {}
}
