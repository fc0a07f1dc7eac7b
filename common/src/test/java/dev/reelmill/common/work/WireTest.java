package dev.reelmill.common.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelmill.common.media.AudioFacts;
import dev.reelmill.common.media.Rational;
import dev.reelmill.common.media.SourceFacts;
import dev.reelmill.common.media.VideoEncoding;
import dev.reelmill.common.work.WorkOrder.EncodeSegment;
import dev.reelmill.common.work.WorkOrder.RungOrder;
import dev.reelmill.common.work.WorkOrder.SegmentInterval;
import dev.reelmill.common.work.WorkOrder.SourceAccess;
import dev.reelmill.common.work.WorkOrder.UploadTarget;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {

  @Test
  void last_segment_without_end_and_poster_arrives_as_it_was_sent() {
    EncodeSegment order =
        new EncodeSegment(
            new SourceAccess("sources/a", "http://a", 5),
            "mov",
            0,
            new SegmentInterval(Rational.of(1, 25), 0, 0, null, 0, 10),
            List.of(
                new RungOrder(
                    "360p",
                    new VideoEncoding("h264", "fast", 23, 640, 360, 800_000, 1_600_000, 50),
                    new UploadTarget("videos/a", "http://b"))),
            null);
    ClaimReply reply = new ClaimReply.Granted(1, "t", 1, "a", order);

    assertThat(Wire.read(Wire.write(reply), ClaimReply.class)).isEqualTo(reply);
  }

  @Test
  void sound_without_a_language_arrives_as_it_was_sent() {
    SourceFacts facts =
        new SourceFacts(
            "mov",
            5,
            Rational.ZERO,
            Rational.of(1),
            null,
            List.of(new AudioFacts(1, "aac", 48_000, 2, "stereo", Rational.ZERO, null, true)),
            List.of());
    WorkResult result = new WorkResult.Done(1, "t", new WorkResult.Output.Inspected(facts), 5);

    assertThat(Wire.read(Wire.write(result), WorkResult.class)).isEqualTo(result);
  }

  @Test
  void message_without_a_number_is_unreadable() {
    assertThatThrownBy(() -> Wire.read("{\"v\":1,\"order\":5}", Hint.class))
        .isInstanceOf(Wire.UnreadableMessageException.class)
        .hasMessageContaining("dispatch");
  }
}
