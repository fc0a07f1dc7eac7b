package dev.reelmill.coordinator.web;

import io.netty.handler.codec.http.HttpResponseStatus;

/** Names of HTTP statuses, for people. */
final class Statuses {

  private Statuses() {}

  static String title(int status) {
    return switch (status) {
      case 404 -> "There is no such page";
      case 405 -> "That can't be done here";
      case 421 -> "That is done elsewhere";
      case 460 -> "The checksum does not fit";
      default -> HttpResponseStatus.valueOf(status).reasonPhrase();
    };
  }
}
