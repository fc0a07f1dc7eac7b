package dev.reelmill.common.log;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code [attempt=3 order=7 video=ab12] }, or nothing for a line without ids. */
final class IdsConverter extends ClassicConverter {

  @Override
  public String convert(ILoggingEvent event) {
    Map<String, String> ids = event.getMDCPropertyMap();
    if (ids.isEmpty()) {
      return "";
    }
    return new TreeMap<>(ids)
        .entrySet().stream()
            .map(id -> id.getKey() + "=" + id.getValue())
            .collect(Collectors.joining(" ", "[", "] "));
  }
}
