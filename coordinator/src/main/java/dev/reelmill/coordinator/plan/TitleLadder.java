package dev.reelmill.coordinator.plan;

import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.coordinator.plan.Plan.PlannedLadder;
import dev.reelmill.coordinator.plan.Plan.PlannedRung;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a ladder fit a title, by what trials found out about it.
 *
 * <p>The best rung aims at the profile's quality. The others keep, in dB, the distance from it that
 * they have in the profile's ladder on this title, and each is made in the size that reaches its
 * quality with the fewest bits. A rung that is hardly worse than the one above it, or hardly
 * smaller, is left out; only the smallest stays, for slow connections, if it is smaller at all.
 */
final class TitleLadder {

  /** Scenes that no trial saw may take so much more than those that one did. */
  private static final int CAP_OVER_EXPECTED = 3;

  private static final long LEAST_BITRATE = 64_000;

  /** A rung that takes more than this part of the bits of the one above it relieves nobody. */
  private static final double MOST_OF_BITRATE_ABOVE = 0.9;

  private final List<PlannedRung> fixed;
  private final List<RateCurve> curves;
  private final PerTitlePolicy policy;

  /**
   * @param ladder as the profile has it
   * @param curves one for each of its rungs
   */
  TitleLadder(PlannedLadder ladder, List<RateCurve> curves, PerTitlePolicy policy) {
    this.fixed = ladder.rungs();
    this.curves = List.copyOf(curves);
    this.policy = policy;
  }

  /** One rung of the result, by its index in the profile's ladder. */
  private record Choice(int rung, int crf, RatePoint expected) {}

  /** The ladder's rungs as they are to be made, best first, and what is expected of them. */
  Fitted fit() {
    List<RatePoint> before =
        IntStream.range(0, fixed.size()).mapToObj(i -> choice(i, ownFactor(i)).expected).toList();
    List<Choice> choices = choices(before);
    OptionalDouble saved = RateSaving.of(before, choices.stream().map(Choice::expected).toList());
    double all = choices.stream().mapToDouble(choice -> choice.expected.bitrate()).sum();
    double allBefore = before.stream().mapToDouble(RatePoint::bitrate).sum();
    return new Fitted(
        choices.stream().map(this::rung).toList(),
        IntStream.range(0, fixed.size())
            .mapToObj(i -> described(fixed.get(i), before.get(i)))
            .toList(),
        choices.stream().map(choice -> described(rung(choice), choice.expected)).toList(),
        saved.isPresent() ? rounded(saved.getAsDouble(), 1000) : null,
        rounded(1 - all / allBefore, 1000));
  }

  /** What came of it. */
  record Fitted(
      List<PlannedRung> rungs,
      List<LadderFit.Rung> before,
      List<LadderFit.Rung> after,
      @Nullable Double saved,
      double savedInStore) {}

  private List<Choice> choices(List<RatePoint> before) {
    double target = policy.targetXpsnr().toDouble();
    Choice above = choice(0, curves.getFirst().factorFor(target, cap(0)));
    List<Choice> choices = new ArrayList<>(List.of(above));
    double lowered = Math.max(0, before.getFirst().xpsnr() - above.expected.xpsnr());
    int last = fixed.size() - 1;
    for (int i = 1; i <= last; i++) {
      double wanted = before.get(i).xpsnr() - lowered;
      double most = above.expected.xpsnr() - policy.leastStepXpsnr().toDouble();
      if (i == last) {
        wanted = Math.min(wanted, most);
      }
      if (i <= above.rung || wanted > most) {
        continue;
      }
      Choice next = cheapest(Math.max(i, above.rung + 1), wanted);
      if (next.expected.bitrate() <= MOST_OF_BITRATE_ABOVE * above.expected.bitrate()) {
        choices.add(next);
        above = next;
      }
    }
    return choices;
  }

  /** Of this rung's size and the smaller ones: the one that reaches the quality with least bits. */
  private Choice cheapest(int from, double xpsnr) {
    return IntStream.range(from, fixed.size())
        .mapToObj(i -> choice(i, curves.get(i).factorFor(xpsnr, cap(i))))
        .filter(choice -> choice.rung == from || choice.expected.xpsnr() >= xpsnr)
        .min(Comparator.comparingDouble(choice -> choice.expected.bitrate()))
        .orElseThrow();
  }

  /** The profile's own factor, or what the cap makes of it. */
  private int ownFactor(int rung) {
    int own = fixed.get(rung).encoding().crf();
    return curves.get(rung).factors().stream()
        .filter(crf -> crf >= own && curves.get(rung).at(crf).bitrate() <= cap(rung))
        .findFirst()
        .orElse(curves.get(rung).factors().getLast());
  }

  private Choice choice(int rung, int crf) {
    return new Choice(rung, crf, curves.get(rung).at(crf));
  }

  private long cap(int rung) {
    return fixed.get(rung).encoding().maxBitrate();
  }

  private PlannedRung rung(Choice choice) {
    PlannedRung rung = fixed.get(choice.rung);
    long expected = Math.round(choice.expected.bitrate());
    long cap = Math.min(cap(choice.rung), Math.max(LEAST_BITRATE, CAP_OVER_EXPECTED * expected));
    return new PlannedRung(rung.name(), rung.encoding().withRates(choice.crf, cap));
  }

  private static LadderFit.Rung described(PlannedRung rung, RatePoint expected) {
    VideoEncoding encoding = rung.encoding();
    return new LadderFit.Rung(
        rung.name(),
        encoding.crf(),
        encoding.maxBitrate(),
        Math.round(expected.bitrate()),
        rounded(expected.xpsnr(), 100));
  }

  private static double rounded(double value, double steps) {
    return Math.round(value * steps) / steps;
  }
}
