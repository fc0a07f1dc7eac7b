package dev.reelmill.common.work;

import java.util.Locale;

/** Which slots of a worker an order needs. */
public enum OrderQueue {
  /** One core for a while. */
  ENCODE(Queues.WORK_ENCODE),
  /** A moment; never waits behind an encode. */
  LIGHT(Queues.WORK_LIGHT);

  private final String address;

  OrderQueue(String address) {
    this.address = address;
  }

  public String address() {
    return address;
  }

  /** As the database has it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
