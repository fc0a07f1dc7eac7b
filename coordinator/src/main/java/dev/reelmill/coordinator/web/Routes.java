package dev.reelmill.coordinator.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which endpoint answers what. Filled before the server starts, then only read.
 *
 * <p>HEAD is answered by GET's endpoint, OPTIONS with the methods there are, unless registered.
 */
public final class Routes {

  /** A route and what its variables are in this request. */
  record Found(Endpoint endpoint, Access access, Map<String, String> variables) {}

  private record Route(String method, PathPattern pattern, Endpoint endpoint, Access access) {}

  /** Which requests an endpoint gets to see. */
  enum Access {
    /** Unsafe ones only if they come from the pages of this site. */
    SAME_ORIGIN,
    ANY_ORIGIN,
    /** From anywhere, and even while the server stops. */
    TO_THE_END
  }

  private final List<Route> routes = new ArrayList<>();

  /**
   * Adds an endpoint. Unsafe methods are refused to pages of other sites.
   *
   * @param method in capitals
   * @param path such as {@code /videos/{id}} or {@code /media/{video}/{path...}}
   */
  public Routes on(String method, String path, Endpoint endpoint) {
    return add(method, path, endpoint, Access.SAME_ORIGIN);
  }

  /**
   * Adds an endpoint that needs no protection from other sites, as a URL or token must be known.
   */
  public Routes onAnyOrigin(String method, String path, Endpoint endpoint) {
    return add(method, path, endpoint, Access.ANY_ORIGIN);
  }

  /** Adds an endpoint for whoever watches over the server, which answers while it stops too. */
  public Routes onToTheEnd(String method, String path, Endpoint endpoint) {
    return add(method, path, endpoint, Access.TO_THE_END);
  }

  private Routes add(String method, String path, Endpoint endpoint, Access access) {
    routes.add(new Route(method, PathPattern.of(path), endpoint, access));
    return this;
  }

  /**
   * The endpoint for a request.
   *
   * @throws Refusal 400, 404 or 405
   */
  Found find(String method, String rawPath) {
    List<String> path = decode(rawPath);
    return find(method, path)
        .or(() -> method.equals("HEAD") ? find("GET", path) : Optional.empty())
        .orElseGet(() -> other(method, rawPath, path));
  }

  private Optional<Found> find(String method, List<String> path) {
    return routes.stream()
        .filter(route -> route.method().equals(method))
        .filter(route -> route.pattern().match(path).isPresent())
        .max(Comparator.comparingLong(route -> route.pattern().literals()))
        .map(
            route ->
                new Found(
                    route.endpoint(), route.access(), route.pattern().match(path).orElseThrow()));
  }

  private Found other(String method, String rawPath, List<String> path) {
    TreeSet<String> methods = new TreeSet<>();
    for (Route route : routes) {
      if (route.pattern().match(path).isPresent()) {
        methods.add(route.method());
      }
    }
    if (methods.isEmpty()) {
      throw Refusal.notFound("There is nothing at " + rawPath + ".");
    }
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    methods.add("OPTIONS");
    String allow = String.join(", ", methods);
    if (method.equals("OPTIONS")) {
      return new Found(
          exchange -> exchange.header("Allow", allow).send(204), Access.ANY_ORIGIN, Map.of());
    }
    throw new Refusal(
        405,
        "method-not-allowed",
        method + " does not work on " + rawPath + "; " + allow + " do.",
        Map.of("Allow", allow));
  }

  private static List<String> decode(String rawPath) {
    if (!rawPath.startsWith("/")) {
      throw Refusal.badRequest("The path of a request begins with a slash.");
    }
    List<String> segments = new ArrayList<>();
    for (String raw : rawPath.substring(1).split("/", -1)) {
      String segment = decodeSegment(raw);
      if (segment.indexOf('/') >= 0 || segment.indexOf('\0') >= 0 || segment.equals("..")) {
        throw Refusal.notFound("There is nothing at " + rawPath + ".");
      }
      segments.add(segment);
    }
    return segments;
  }

  private static String decodeSegment(String raw) {
    try {
      return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest("The path has a % that is not followed by two hex digits.");
    }
  }
}
