package dev.reelmill.coordinator.upload;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** An embedded PostgreSQL with Reelmill's schema. */
public final class TestDatabase implements AutoCloseable {

  private final EmbeddedPostgres postgres;
  private final DSLContext context;

  public TestDatabase() throws IOException {
    postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    Flyway.configure()
        .dataSource(postgres.getPostgresDatabase())
        .locations("classpath:migrations")
        .defaultSchema("farm")
        .createSchemas(true)
        .load()
        .migrate();
    context = DSL.using(postgres.getPostgresDatabase(), SQLDialect.POSTGRES);
  }

  public DSLContext context() {
    return context;
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
