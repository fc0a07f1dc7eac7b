package dev.reelmill.worker.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelmill.common.media.LightLevels;
import dev.reelmill.common.media.LightLevels.Chromaticity;
import dev.reelmill.common.media.LightLevels.MasteringDisplay;
import dev.reelmill.common.media.Orientation;
import dev.reelmill.common.media.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What comes beside a stream or a frame: matrix, cropping, light. The stream's goes first. */
record SideData(List<JsonNode> entries) {

  SideData {
    entries = List.copyOf(entries);
  }

  /** Of nodes that ffprobe printed. */
  static SideData of(JsonNode... owners) {
    List<JsonNode> entries = new ArrayList<>();
    for (JsonNode owner : owners) {
      owner.path("side_data_list").forEach(entries::add);
    }
    return new SideData(entries);
  }

  Orientation orientation() {
    return with("displaymatrix")
        .flatMap(matrix -> DisplayMatrix.read(matrix.path("displaymatrix").asText()))
        .orElse(Orientation.UPRIGHT);
  }

  /** Columns that are left of so many, without those that the container hides on both sides. */
  int croppedWidth(int width) {
    return cropped(width, "crop_left", "crop_right");
  }

  /** Rows that are left of so many, without those that the container hides above and below. */
  int croppedHeight(int height) {
    return cropped(height, "crop_top", "crop_bottom");
  }

  /** As FFmpeg does it: what would leave nothing is not believed. */
  private int cropped(int length, String before, String after) {
    long hidden =
        with(before).map(crop -> crop.path(before).asLong() + crop.path(after).asLong()).orElse(0L);
    return hidden >= 0 && hidden < length ? Math.toIntExact(length - hidden) : Math.max(1, length);
  }

  LightLevels light() {
    Optional<JsonNode> content = with("max_content");
    return new LightLevels(
        with("max_luminance").flatMap(SideData::mastering).orElse(null),
        content.map(node -> node.path("max_content").asInt()).orElse(0),
        content.map(node -> node.path("max_average").asInt()).orElse(0));
  }

  /** Profile of Dolby Vision whose base layer is of no use by itself. */
  boolean dolbyVisionOnly() {
    return with("dv_profile").filter(node -> node.path("dv_profile").asInt() == 5).isPresent();
  }

  private Optional<JsonNode> with(String field) {
    return entries.stream().filter(entry -> entry.has(field)).findFirst();
  }

  private static Optional<MasteringDisplay> mastering(JsonNode node) {
    Chromaticity red = chromaticity(node, "red");
    Chromaticity green = chromaticity(node, "green");
    Chromaticity blue = chromaticity(node, "blue");
    Chromaticity white = chromaticity(node, "white_point");
    Optional<Rational> least = fraction(node, "min_luminance");
    Optional<Rational> most = fraction(node, "max_luminance").filter(Rational::isPositive);
    if (red == null || green == null || blue == null || white == null || most.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new MasteringDisplay(
            red, green, blue, white, least.orElse(Rational.ZERO), most.orElseThrow()));
  }

  private static @Nullable Chromaticity chromaticity(JsonNode node, String colour) {
    Optional<Rational> x = fraction(node, colour + "_x");
    Optional<Rational> y = fraction(node, colour + "_y");
    return x.isPresent() && y.isPresent() ? new Chromaticity(x.get(), y.get()) : null;
  }

  private static Optional<Rational> fraction(JsonNode node, String name) {
    String text = node.path(name).asText("");
    return text.matches("\\d{1,18}/[1-9]\\d{0,17}")
        ? Optional.of(Rational.parse(text))
        : Optional.empty();
  }
}
