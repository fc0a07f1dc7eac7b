import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Target;

/**
 * Migrates an empty embedded PostgreSQL and generates jOOQ's tables from it. Run by the build, as
 * source; does nothing when the tables are newer than every migration.
 *
 * <p>Arguments: the folder of the migrations, the folder for the generated sources.
 */
public final class GenerateTables {

  public static void main(String[] arguments) throws Exception {
    Path migrations = Path.of(arguments[0]);
    Path target = Path.of(arguments[1]);
    Path stamp = target.resolveSibling("jooq.stamp");
    if (Files.exists(stamp)
        && Files.getLastModifiedTime(stamp).compareTo(newest(migrations)) > 0) {
      return;
    }
    delete(target);
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setServerConfig("fsync", "off").start()) {
      Flyway.configure()
          .dataSource(postgres.getPostgresDatabase())
          .defaultSchema("farm")
          .locations("filesystem:" + migrations)
          .load()
          .migrate();
      GenerationTool.generate(configuration(postgres.getJdbcUrl("postgres", "postgres"), target));
    }
    Files.writeString(stamp, "");
  }

  private static Configuration configuration(String url, Path target) {
    return new Configuration()
        .withJdbc(new Jdbc().withUrl(url))
        .withGenerator(
            new Generator()
                .withDatabase(new Database().withInputSchema("farm"))
                .withGenerate(
                    new Generate()
                        .withDaos(false)
                        .withPojos(false)
                        .withGlobalObjectNames(true)
                        .withJavaTimeTypes(true))
                .withTarget(
                    new Target()
                        .withPackageName("dev.reelmill.sql")
                        .withDirectory(target.toString())));
  }

  private static FileTime newest(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      FileTime newest = FileTime.fromMillis(0);
      for (Path file : files.toList()) {
        FileTime time = Files.getLastModifiedTime(file);
        newest = time.compareTo(newest) > 0 ? time : newest;
      }
      return newest;
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
