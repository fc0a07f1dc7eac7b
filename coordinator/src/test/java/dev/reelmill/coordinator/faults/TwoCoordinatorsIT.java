package dev.reelmill.coordinator.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two coordinators over one database, one broker and one store. */
@Tag("long")
class TwoCoordinatorsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private BreakableFarm farm;
  private Oracle oracle;
  private ProcessLogs logs;

  @BeforeEach
  void start() throws Exception {
    Path profile = Files.writeString(folder.resolve("faults.json"), FaultsProfile.TEXT);
    farm =
        new BreakableFarm(
            new FarmShape(folder.resolve("farm"), 2, 2, Map.of("profile", profile.toString())));
    oracle = new Oracle(farm);
    logs = new ProcessLogs(farm);
  }

  @AfterEach
  void stop() {
    farm.close();
  }

  @Test
  void both_work_and_each_video_is_published_by_one_of_them() throws Exception {
    List<String> videos = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      videos.add(farm.client(i % 2).upload(TinyClip.in(folder), PATIENCE));
    }
    awaitPublished(videos);
    assertThat(schedulers()).as("one clustered Quartz").hasSize(2);
    assertThat(videos).allSatisfy(video -> assertThat(timesPublished(video)).isEqualTo(1));
    assertThat(oracle.twiceAccepted()).isEmpty();

    farm.coordinators().getFirst().kill();
    List<String> more = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      more.add(farm.client(1).upload(TinyClip.in(folder), PATIENCE));
    }
    awaitPublished(more);
    long fired = lastSweep();
    await().atMost(PATIENCE).until(() -> lastSweep() > fired);
    assertThat(oracle.outputs(more.getFirst())).isEqualTo(oracle.outputs(videos.getFirst()));
  }

  private void awaitPublished(List<String> videos) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> videos.stream().allMatch(oracle::isPublished) && oracle.unfinished().isEmpty());
  }

  private List<String> schedulers() {
    return farm.database()
        .sql()
        .fetch("select instance_name from quartz.qrtz_scheduler_state")
        .getValues(0, String.class);
  }

  private long lastSweep() {
    return farm.database()
        .sql()
        .fetchSingle("select prev_fire_time from quartz.qrtz_triggers where trigger_name = 'sweep'")
        .get(0, Long.class);
  }

  private long timesPublished(String video) {
    Pattern published = Pattern.compile("video " + video + " is published");
    return farm.coordinators().stream()
        .mapToLong(coordinator -> published.matcher(logs.log(coordinator.name())).results().count())
        .sum();
  }
}
