package standin;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/** The server once it has started: what it was built as, its home, log, database and users. */
final class Server {
  static final String ATTRIBUTE = Server.class.getName();
  private static final List<String> EXTENSIONS = List.of("postgis", "pg_trgm", "btree_gin");
  private static final int SHORTEST_ENCRYPTION_PASSWORD = 24;

  final Properties build;
  final Home home;
  final ServerLog log;
  final Database database;
  final Users users;
  final FileStore files;
  final Analytics analytics;

  private Server(Properties build, Home home, ServerLog log) throws IOException {
    this.build = build;
    this.home = home;
    this.log = log;
    this.database = new Database(home);
    this.users = new Users(database);
    this.files = new FileStore(home, database);
    this.analytics = new Analytics(home, database);
  }

  static Server start() throws IOException, SQLException, InterruptedException {
    Home home = Home.read(Home.find());
    ServerLog log = new ServerLog(home, "dhis.log");
    try {
      return start(home, log);
    } catch (IOException | SQLException | RuntimeException cause) {
      log.error("The application could not be started", cause);
      throw cause;
    }
  }

  private static Server start(Home home, ServerLog log) throws IOException, SQLException, InterruptedException {
    Properties build = new Properties();
    try (InputStream in = Server.class.getClassLoader().getResourceAsStream("build.properties")) {
      build.load(in);
    }
    log.info("Home directory is " + home.folder);
    log.info("Version: " + build.getProperty("build.version") + ", revision: " + build.getProperty("build.revision"));
    Server server = new Server(build, home, log);
    Properties faults = home.faults();
    Thread.sleep(1000L * Integer.parseInt(faults.getProperty("start.seconds", "0")));
    fail(faults, "before-migration");
    server.checkExtensions();
    new Migrations(server.database, log, faults).run();
    fail(faults, "after-migration");
    server.checkEncryption();
    if (server.users.createFirst()) log.info("Created the first user");
    server.database.change("insert into configuration (systemid) select gen_random_uuid()::text where not exists (select from configuration)");
    log.info("Startup of DHIS2 " + build.getProperty("build.version") + " is done");
    return server;
  }

  private static void fail(Properties faults, String when) {
    if (when.equals(faults.getProperty("start.fail"))) throw new IllegalStateException("Startup failed " + when.replace('-', ' '));
  }

  private void checkExtensions() throws SQLException {
    for (String extension : EXTENSIONS) {
      if (!database.strings("select extname from pg_extension where extname = ?", extension).isEmpty()) continue;
      try {
        database.change("create extension " + extension);
      } catch (SQLException cause) {
        throw new SQLException("Extension " + extension + " is not installed in the database and could not be created", cause);
      }
    }
  }

  boolean isEncrypting() {
    return home.get("encryption.password", "").length() >= SHORTEST_ENCRYPTION_PASSWORD;
  }

  private void checkEncryption() {
    if (isEncrypting()) log.info("Encryption is configured");
    else log.warn("Encryption is not configured: encryption.password is missing or shorter than " + SHORTEST_ENCRYPTION_PASSWORD + " characters");
  }
}
