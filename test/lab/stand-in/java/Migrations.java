package standin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.zip.CRC32;

/**
 * Brings the schema up to this release, in Flyway's table and by its rules as the server sets it up: all that is pending in
 * one transaction where it can, applied ones that are unknown here are accepted when they are older than the newest known.
 */
final class Migrations {
  private static final String FOLDER = "org/hisp/dhis/db/migration/";
  private static final String ALONE = "-- not in a transaction";
  private static final String TABLE =
      "create table if not exists flyway_schema_history (installed_rank integer primary key, version varchar(50),"
          + " description varchar(200) not null, type varchar(20) not null, script varchar(1000) not null, checksum integer,"
          + " installed_by varchar(100) not null, installed_on timestamp not null default now(),"
          + " execution_time integer not null, success boolean not null)";

  private final Database database;
  private final ServerLog log;
  private final Properties faults;

  Migrations(Database database, ServerLog log, Properties faults) {
    this.database = database;
    this.log = log;
    this.faults = faults;
  }

  private static final class Script {
    final String path;
    final String name;
    final String version;
    final String sql;

    Script(String path) throws IOException {
      this.path = path;
      this.name = path.substring(path.lastIndexOf('/') + 1);
      this.version = name.substring(1, name.indexOf("__")).replace('_', '.');
      this.sql = resource(FOLDER + path);
    }

    String description() {
      return name.substring(name.indexOf("__") + 2, name.length() - ".sql".length()).replace('_', ' ');
    }

    int checksum() {
      CRC32 crc = new CRC32();
      sql.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
      return (int) crc.getValue();
    }
  }

  /** Number of those applied now. */
  int run() throws SQLException, IOException {
    List<Script> known = known();
    try (Connection connection = database.open()) {
      Database.change(connection, TABLE);
      List<Script> pending = validate(connection, known);
      if (pending.isEmpty()) {
        log.info("The schema is up to date, nothing to migrate");
        return 0;
      }
      boolean grouped = pending.stream().noneMatch(script -> script.sql.startsWith(ALONE));
      connection.setAutoCommit(!grouped);
      for (Script script : pending) apply(connection, script, grouped);
      if (grouped) connection.commit();
      log.info(pending.size() + " migrations done, the schema is at version " + pending.get(pending.size() - 1).version);
      return pending.size();
    }
  }

  private static List<Script> known() throws IOException {
    List<Script> scripts = new ArrayList<>();
    for (String path : resource(FOLDER + "index").split("\n")) scripts.add(new Script(path));
    scripts.sort(Comparator.comparing(script -> script.version, Migrations::compare));
    return scripts;
  }

  private static String resource(String path) throws IOException {
    try (InputStream in = Migrations.class.getClassLoader().getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<Script> validate(Connection connection, List<Script> known) throws SQLException {
    List<String> failed = Database.strings(connection, "select version from flyway_schema_history where not success");
    if (!failed.isEmpty()) throw new IllegalStateException("The migration to version " + failed.get(0) + " has failed before");
    List<String> applied = Database.strings(connection, "select version || ':' || coalesce(checksum, 0) from flyway_schema_history");
    String newest = known.get(known.size() - 1).version;
    List<Script> pending = new ArrayList<>(known);
    for (String row : applied) {
      String version = row.substring(0, row.indexOf(':'));
      if (compare(version, newest) > 0) {
        throw new IllegalStateException("The schema is newer than this release: it is at version " + version);
      }
      for (Script script : known) {
        if (!script.version.equals(version)) continue;
        pending.remove(script);
        if (!row.endsWith(":" + script.checksum())) {
          throw new IllegalStateException("The migration to version " + version + " is not the one that was applied");
        }
      }
    }
    return pending;
  }

  private void apply(Connection connection, Script script, boolean grouped) throws SQLException {
    log.info("Migration to version " + script.version + ": " + script.description());
    long started = System.nanoTime();
    try (Statement statement = connection.createStatement()) {
      for (String part : script.sql.split(";[ \t]*\n")) if (!part.isBlank()) statement.execute(part);
      statement.execute("select pg_sleep(" + Double.parseDouble(faults.getProperty("migration.seconds", "0")) + ")");
      if (script.version.equals(faults.getProperty("migration.fail"))) statement.execute("select 1/0");
    } catch (SQLException cause) {
      if (grouped) connection.rollback();
      else record(connection, script, started, false);
      throw new SQLException("The migration to version " + script.version + " failed", cause);
    }
    record(connection, script, started, true);
  }

  private static void record(Connection connection, Script script, long started, boolean success) throws SQLException {
    Database.change(connection,
        "insert into flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)"
            + " select coalesce(max(installed_rank), 0) + 1, ?, ?, 'SQL', ?, ?, current_user, ?, ? from flyway_schema_history",
        script.version, script.description(), FOLDER + script.path, script.checksum(), (int) ((System.nanoTime() - started) / 1_000_000), success);
  }

  /** 2.9 is older than 2.10. */
  static int compare(String one, String other) {
    String[] left = one.split("\\.");
    String[] right = other.split("\\.");
    for (int at = 0; at < Math.max(left.length, right.length); at++) {
      int difference = Integer.compare(at < left.length ? Integer.parseInt(left[at]) : -1, at < right.length ? Integer.parseInt(right[at]) : -1);
      if (difference != 0) return difference;
    }
    return 0;
  }
}
