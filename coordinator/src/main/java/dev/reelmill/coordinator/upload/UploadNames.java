package dev.reelmill.coordinator.upload;

/** Makes names that strangers chose harmless: one line, not endless, no folders. */
final class UploadNames {

  private static final int LONGEST = 200;

  private UploadNames() {}

  /** The last part of a path of any operating system. */
  static String fileName(String text) {
    String clean = oneLine(text);
    String name = clean.substring(Math.max(clean.lastIndexOf('/'), clean.lastIndexOf('\\')) + 1);
    return name.isBlank() || name.equals(".") || name.equals("..") ? "video" : name.strip();
  }

  /** What the uploader typed, or else the file's name without its ending. */
  static String title(String typed, String fileName) {
    String title = oneLine(typed);
    if (!title.isEmpty()) {
      return title;
    }
    int dot = fileName.lastIndexOf('.');
    return dot > 0 ? fileName.substring(0, dot) : fileName;
  }

  private static String oneLine(String text) {
    String clean =
        text.replaceAll("\\p{Cntrl}+|[\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]", " ").strip();
    int end =
        clean.length() <= LONGEST
            ? clean.length()
            : clean.offsetByCodePoints(
                0, Math.min(LONGEST, clean.codePointCount(0, clean.length())));
    return clean.substring(0, end).strip();
  }
}
