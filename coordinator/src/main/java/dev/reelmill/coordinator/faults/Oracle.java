package dev.reelmill.coordinator.faults;

import static dev.reelmill.sql.Tables.ATTEMPT;
import static dev.reelmill.sql.Tables.JOB;
import static dev.reelmill.sql.Tables.MEDIA_OBJECT;
import static dev.reelmill.sql.Tables.OUTBOX;
import static dev.reelmill.sql.Tables.RENDITION;
import static dev.reelmill.sql.Tables.VIDEO;
import static dev.reelmill.sql.Tables.WORK_ORDER;

import dev.reelmill.common.store.ObjectKeys;
import dev.reelmill.coordinator.backlog.AttemptState;
import dev.reelmill.coordinator.backlog.JobState;
import dev.reelmill.coordinator.backlog.OrderState;
import dev.reelmill.coordinator.database.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Says whether a farm, once it is quiet, is as if nothing had ever happened to it. */
public final class Oracle {

  private final Database database;
  private final Path objects;
  private final List<Path> arriving;
  private final Path scratch;

  public Oracle(BreakableFarm farm) {
    this(
        farm.database(),
        farm.data().store().resolve("objects"),
        List.of(farm.data().store().resolve("incoming"), farm.data().store().resolve("uploads")),
        farm.data().scratch());
  }

  /**
   * Of any farm of which all is to be seen.
   *
   * @param objects folder in which the objects are files
   * @param arriving folders that are empty when nothing arrives
   * @param scratch what workers are at
   */
  public Oracle(Database database, Path objects, List<Path> arriving, Path scratch) {
    this.database = database;
    this.objects = objects;
    this.arriving = List.copyOf(arriving);
    this.scratch = scratch;
  }

  private DSLContext sql() {
    return database.sql();
  }

  /** Whether a video is published. */
  public boolean isPublished(String video) {
    return sql().fetchExists(VIDEO, VIDEO.ID.eq(video).and(VIDEO.PUBLISHED_JOB.isNotNull()));
  }

  /** Results that were accepted so far. */
  public long acceptances() {
    return sql().fetchCount(ATTEMPT, ATTEMPT.STATE.eq(AttemptState.ACCEPTED.text()));
  }

  /** Attempts that did not end with an accepted result. */
  public long vainAttempts() {
    return sql().fetchCount(ATTEMPT, ATTEMPT.STATE.ne(AttemptState.ACCEPTED.text()));
  }

  /** SHA-256 of the bytes of each segment of each rendition of a video, as they are stored. */
  public Map<String, String> outputs(String video) {
    Map<String, String> hashes = new TreeMap<>();
    sql()
        .select(RENDITION.NAME, MEDIA_OBJECT.SEGMENT, MEDIA_OBJECT.OBJECT_KEY)
        .from(MEDIA_OBJECT)
        .join(RENDITION)
        .on(RENDITION.ID.eq(MEDIA_OBJECT.RENDITION_ID))
        .join(VIDEO)
        .on(VIDEO.PUBLISHED_JOB.eq(RENDITION.JOB_ID))
        .where(VIDEO.ID.eq(video))
        .forEach(row -> hashes.put(row.value1() + "/" + row.value2(), sha256(row.value3())));
    return hashes;
  }

  private String sha256(String key) {
    try {
      byte[] bytes = Files.readAllBytes(objects.resolve(key));
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  /** What is not as it should be, in words; empty if all is well. */
  public List<String> complaints() {
    List<String> complaints = new ArrayList<>(unfinished());
    twiceAccepted().forEach(order -> complaints.add("order " + order + " was accepted twice"));
    unreferenced().forEach(key -> complaints.add("nobody refers to object " + key));
    scratch().forEach(left -> complaints.add("left in scratch: " + left));
    return complaints;
  }

  /** Rows that say that something is still to be done. */
  public List<String> unfinished() {
    List<String> left = new ArrayList<>();
    sql()
        .selectFrom(JOB)
        .where(JOB.STATE.ne(JobState.PUBLISHED.text()))
        .forEach(
            job ->
                left.add(
                    "job %d is %s: %s"
                        .formatted(job.getId(), job.getState(), job.getFailureDetail())));
    sql()
        .selectFrom(WORK_ORDER)
        .where(WORK_ORDER.STATE.ne(OrderState.DONE.text()))
        .forEach(order -> left.add("order %d is %s".formatted(order.getId(), order.getState())));
    sql()
        .selectFrom(ATTEMPT)
        .where(ATTEMPT.STATE.eq(AttemptState.RUNNING.text()))
        .forEach(attempt -> left.add("attempt " + attempt.getId() + " runs"));
    int messages = sql().fetchCount(OUTBOX);
    if (messages > 0) {
      left.add(messages + " messages are in the outbox");
    }
    return left;
  }

  /** Orders of which more than one result was accepted. */
  List<Long> twiceAccepted() {
    return sql()
        .select(ATTEMPT.ORDER_ID)
        .from(ATTEMPT)
        .where(ATTEMPT.STATE.eq(AttemptState.ACCEPTED.text()))
        .groupBy(ATTEMPT.ORDER_ID)
        .having(DSL.count().gt(1))
        .fetch(ATTEMPT.ORDER_ID);
  }

  /** Objects of attempts whose results were not accepted, or of no video at all. */
  private List<String> unreferenced() {
    List<String> videos = sql().select(VIDEO.ID).from(VIDEO).fetch(VIDEO.ID);
    List<String> keys = new ArrayList<>();
    files(objects).filter(key -> !videos.contains(videoOf(key))).forEach(keys::add);
    for (String video : videos) {
      List<Long> accepted =
          sql()
              .select(ATTEMPT.ID)
              .from(ATTEMPT)
              .join(WORK_ORDER)
              .on(WORK_ORDER.ID.eq(ATTEMPT.ORDER_ID))
              .join(JOB)
              .on(JOB.ID.eq(WORK_ORDER.JOB_ID))
              .where(JOB.VIDEO_ID.eq(video))
              .and(ATTEMPT.STATE.eq(AttemptState.ACCEPTED.text()))
              .fetch(ATTEMPT.ID);
      files(objects.resolve(ObjectKeys.prefix(video)))
          .map(file -> ObjectKeys.prefix(video) + file)
          .filter(key -> !accepted.contains(ObjectKeys.attempt(key).orElseThrow()))
          .forEach(keys::add);
    }
    return keys;
  }

  /** Of {@code sources/VIDEO}, {@code sources/VIDEO.text-1} or {@code videos/VIDEO/…}. */
  private static String videoOf(String key) {
    return key.split("[/.]", 3)[1];
  }

  private List<String> scratch() {
    List<String> left = new ArrayList<>();
    files(scratch).filter(file -> file.contains("/attempt-")).forEach(left::add);
    arriving.forEach(folder -> files(folder).forEach(left::add));
    return left;
  }

  private static Stream<String> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
