package dev.reelmill.common.work;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** The coordinator's answer to a {@link ClaimRequest}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ClaimReply.Granted.class, name = "granted"),
  @JsonSubTypes.Type(value = ClaimReply.Refused.class, name = "refused")
})
public sealed interface ClaimReply {

  /**
   * The order is this worker's, until its lease runs out.
   *
   * @param attempt id of this try
   * @param token proves that a result belongs to this try
   * @param attemptNumber which try at this order it is, from 1; later tries trust the source's
   *     index less
   * @param video whose work it is, for logs
   * @param order what to do
   */
  record Granted(long attempt, String token, int attemptNumber, String video, WorkOrder order)
      implements ClaimReply {}

  /**
   * Nothing to do: acknowledge the hint and go on.
   *
   * @param reason for the log
   * @param standDown how many seconds to take no hints at all, for a worker that shall not work;
   *     absent for one that shall take the next
   */
  record Refused(String reason, @Nullable Integer standDown) implements ClaimReply {

    /** Only this order is not to be had. */
    public Refused(String reason) {
      this(reason, null);
    }
  }
}
