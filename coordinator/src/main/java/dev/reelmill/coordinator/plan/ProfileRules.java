package dev.reelmill.coordinator.plan;

import dev.reelmill.common.media.Accelerator;
import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.coordinator.plan.Profile.AudioSpec;
import dev.reelmill.coordinator.plan.Profile.LadderSpec;
import dev.reelmill.coordinator.plan.Profile.RungSpec;
import dev.reelmill.coordinator.plan.Profile.SegmentPolicy;
import dev.reelmill.coordinator.plan.Profile.Sources;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the fields of a profile must be to one another. */
final class ProfileRules {

  private final Profile profile;
  private final List<String> broken = new ArrayList<>();

  private ProfileRules(Profile profile) {
    this.profile = profile;
  }

  /** Those that a profile breaks, each in one sentence; none if it is sound. */
  static List<String> broken(Profile profile) {
    ProfileRules rules = new ProfileRules(profile);
    rules.whole();
    rules.names();
    for (int i = 0; i < profile.video().size(); i++) {
      rules.ladder("video[" + i + "]", profile.video().get(i));
    }
    rules.segments(profile.segments());
    rules.quality(profile.quality());
    rules.broken.addAll(PictureRules.broken(profile.pictures()));
    return rules.broken;
  }

  private void whole() {
    List<LadderSpec> ladders = profile.video();
    require(
        !ladders.isEmpty() || !profile.audio().isEmpty(),
        "video and audio are both empty; there has to be something to make");
    if (ladders.isEmpty()) {
      return;
    }
    LadderSpec first = ladders.getFirst();
    require(
        first.dynamicRange() == DynamicRange.SDR
            && (first.sources() == null || first.sources() == Sources.ANY),
        "video[0] is not made of every source; the first ladder has to have dynamicRange sdr and"
            + " no sources");
    boolean others = ladders.stream().skip(1).anyMatch(l -> l.codec() == VideoCodec.H264);
    require(
        first.codec() == VideoCodec.H264 || !others,
        "video[0] has codec "
            + first.codec().text()
            + "; where there is a ladder of h264, it comes first, as every player takes it");
  }

  private void names() {
    Set<String> taken = new HashSet<>();
    for (LadderSpec ladder : profile.video()) {
      require(taken.add(ladder.name()), "two ladders have the name " + ladder.name());
    }
    for (AudioSpec variant : profile.audio()) {
      require(
          taken.add(variant.name()),
          "the audio variant " + variant.name() + " has a name that is taken already");
      for (LadderSpec ladder : profile.video()) {
        require(
            !variant.name().startsWith(ladder.name() + "-"),
            "the audio variant " + variant.name() + " is named like a rung of " + ladder.name());
      }
    }
  }

  private void ladder(String at, LadderSpec ladder) {
    Accelerator accelerator = ladder.accelerator();
    if (accelerator != null && !accelerator.codecs().contains(ladder.codec())) {
      broken.add(
          "%s.accelerator is \"%s\", which does not make %s"
              .formatted(at, accelerator.text(), ladder.codec().text()));
      return;
    }
    CodecRules rules = CodecRules.of(ladder.codec(), accelerator);
    String codec = accelerator == null ? ladder.codec().text() : rules.encoder();
    require(
        accelerator == null || profile.perTitle() == null,
        at + ".accelerator and perTitle don't go together; trial encodes are the processor's");
    require(
        rules.presets().contains(ladder.preset()),
        "%s.preset is \"%s\"; for %s it has to be one of %s"
            .formatted(at, ladder.preset(), codec, String.join(", ", rules.presets())));
    require(
        ladder.dynamicRange() == DynamicRange.SDR || rules.hdr(),
        at + ".dynamicRange is \"hdr\", which is not made in " + codec);
    require(
        ladder.dynamicRange() == DynamicRange.SDR || ladder.sources() != Sources.SDR,
        at + ".sources is \"sdr\"; a ladder of hdr is made of HDR sources only");
    Set<Integer> heights = new HashSet<>();
    for (RungSpec rung : ladder.rungs()) {
      require(rung.height() % 2 == 0, at + " has a rung of height " + rung.height() + ", not even");
      require(heights.add(rung.height()), at + " has two rungs of height " + rung.height());
      require(
          accelerator == null || rung.crf() > 0,
          at + " has a rung of crf 0, by which " + codec + " means one of its own choice");
      require(
          rung.crf() <= rules.mostCrf(),
          "%s has a rung of crf %d; for %s it has to be at most %d"
              .formatted(at, rung.crf(), codec, rules.mostCrf()));
    }
  }

  private void segments(SegmentPolicy policy) {
    require(
        policy.leastSeconds().compareTo(policy.mostSeconds()) <= 0,
        "segments.leastSeconds is above mostSeconds");
    require(
        policy.tailSeconds().compareTo(policy.leastSeconds()) <= 0,
        "segments.tailSeconds is above leastSeconds");
  }

  private void quality(@Nullable QualityPolicy policy) {
    if (policy != null) {
      boolean some = policy.sample() == QualityPolicy.Sample.SOME;
      require(
          some == (policy.frames() != null) && some == (policy.everyFrames() != null),
          "quality.frames and quality.everyFrames are for quality.sample \"some\", and needed"
              + " there");
    }
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      broken.add(otherwise);
    }
  }
}
