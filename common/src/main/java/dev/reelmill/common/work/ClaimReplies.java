package dev.reelmill.common.work;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator's answer to a {@link ClaimRequest} that asks for several orders.
 *
 * @param replies by {@link ClaimRequest#claim}; what is missing here is to be asked for again.
 *     Absent in the answer of a coordinator of the release before, which is a {@link ClaimReply} to
 *     the first
 */
public record ClaimReplies(@Nullable Map<String, ClaimReply> replies) {

  public ClaimReplies {
    replies = replies == null ? null : Map.copyOf(replies);
  }
}
