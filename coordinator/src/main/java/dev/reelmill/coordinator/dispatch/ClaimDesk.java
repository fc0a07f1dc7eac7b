package dev.reelmill.coordinator.dispatch;

import dev.reelmill.common.work.ClaimReplies;
import dev.reelmill.common.work.ClaimReply;
import dev.reelmill.common.work.ClaimRequest;
import dev.reelmill.common.work.Wire;
import dev.reelmill.coordinator.database.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Where claims come in: messages of which each asks for one order or for several. */
public final class ClaimDesk {

  private final Claims claims;

  public ClaimDesk(Claims claims) {
    this.claims = claims;
  }

  /**
   * Answers, each as its message wants it. Whatever of several can't be decided about is missing in
   * their answer: only a message of which nothing can is to be tried again.
   */
  public List<Outcome<String>> take(List<ClaimRequest> messages) {
    List<ClaimRequest> asked =
        messages.stream().flatMap(message -> message.each().stream()).toList();
    Iterator<Outcome<ClaimReply>> replies = claims.claimAll(asked).iterator();
    List<Outcome<String>> answers = new ArrayList<>();
    for (ClaimRequest message : messages) {
      answers.add(
          message.more() == null ? replies.next().map(Wire::write) : several(message, replies));
    }
    return answers;
  }

  private static Outcome<String> several(
      ClaimRequest message, Iterator<Outcome<ClaimReply>> replies) {
    Map<String, ClaimReply> decided = new HashMap<>();
    Outcome<ClaimReply> last = null;
    for (ClaimRequest request : message.each()) {
      last = replies.next();
      ClaimReply reply = last.result();
      if (reply != null) {
        decided.put(String.valueOf(request.claim()), reply);
      }
    }
    return decided.isEmpty() && last != null
        ? last.map(Wire::write)
        : Outcome.of(Wire.write(new ClaimReplies(decided)));
  }
}
