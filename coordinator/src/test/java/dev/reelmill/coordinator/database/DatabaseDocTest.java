package dev.reelmill.coordinator.database;

import dev.reelmill.testing.DocPage;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.Table;
import org.junit.jupiter.api.Test;

/** Holds docs/database.md against the rights that are given. */
class DatabaseDocTest {

  @Test
  void page_says_who_may_do_what() throws IOException {
    StringBuilder page = new StringBuilder("| Table | Coordinator | Site |\n|---|---|---|\n");
    for (Table<?> table : DatabaseRights.tables()) {
      page.append(
          "| `%s` | `%s` | %s |\n".formatted(table.getName(), DatabaseRights.ROWS, ofSites(table)));
    }
    page.append("| `%s` | `select` | `select` |\n".formatted(DatabaseRights.HISTORY));
    DocPage.named("database.md").assertPart("rights", page.toString());
  }

  private static String ofSites(Table<?> table) {
    if (!DatabaseRights.isForSites(table)) {
      return "";
    }
    List<String> columns = DatabaseRights.columnsForSites(table);
    return columns.isEmpty()
        ? "`select`"
        : columns.stream()
            .map(column -> "`" + column + "`")
            .collect(Collectors.joining(", ", "`select` (", ")"));
  }
}
