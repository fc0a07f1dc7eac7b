package dev.reelmill.coordinator.plan;

import java.util.List;

/**
 * One field that a profile's file may have.
 *
 * @param path where it is: {@code video[].rungs[].crf}
 * @param kind what it may hold
 * @param required whether it must be there
 * @param meaning one sentence, with the unit
 */
record ProfileField(String path, Kind kind, boolean required, String meaning) {

  /** What a field may hold. */
  sealed interface Kind {
    /** In words: {@code a whole number from 1 to 8}. */
    String allowed();
  }

  /** An object with fields of its own. */
  record Structure() implements Kind {
    @Override
    public String allowed() {
      return "an object";
    }
  }

  /** Any number of objects with the same fields. */
  record Structures(int least) implements Kind {
    @Override
    public String allowed() {
      return least == 0 ? "a list of objects, or an empty one" : "a list of at least one object";
    }
  }

  /** A word that becomes part of file names and addresses. */
  record Name() implements Kind {
    static final String PATTERN = "[a-z][a-z0-9-]{0,31}";

    @Override
    public String allowed() {
      return "a word of at most 32 lower-case letters, digits and hyphens, beginning with a letter";
    }
  }

  /** Words of workers' capabilities. */
  record Needed(int most) implements Kind {
    @Override
    public String allowed() {
      return "a list of at most "
          + most
          + " words, each of at most 32 lower-case letters, digits and hyphens";
    }
  }

  /** One of some words. */
  record Choice(List<String> words) implements Kind {
    @Override
    public String allowed() {
      return "one of " + String.join(", ", words);
    }
  }

  /** A word that depends on the codec beside it. */
  record Preset() implements Kind {
    @Override
    public String allowed() {
      return "a preset of the codec's encoder";
    }
  }

  /** A whole number. */
  record Whole(long least, long most) implements Kind {
    @Override
    public String allowed() {
      return "a whole number from " + least + " to " + most;
    }
  }

  /** An exact number, {@code "30000/1001"}, {@code "2"} or 2. */
  record Fraction(long least, long most) implements Kind {
    @Override
    public String allowed() {
      return "a number from "
          + least
          + " to "
          + most
          + ", whole or a fraction in quotes like \"30000/1001\"";
    }
  }

  /** A number with a decimal point. */
  record Decimal(int least, int most) implements Kind {
    @Override
    public String allowed() {
      return "a number from " + least + " to " + most;
    }
  }

  /** Path of the object that it belongs to, empty at the top. */
  String parent() {
    int dot = path.lastIndexOf('.');
    return dot < 0 ? "" : path.substring(0, dot);
  }

  /** Its name in that object. */
  String key() {
    return path.substring(path.lastIndexOf('.') + 1).replace("[]", "");
  }
}
