package standin;

import java.io.IOException;
import java.sql.SQLException;

/** The tables that are made from the data and are not worth a backup. */
final class Analytics {
  private final Database database;
  private final ServerLog log;

  Analytics(Home home, Database database) throws IOException {
    this.database = database;
    this.log = new ServerLog(home, "dhis-analytics-table.log");
  }

  /** In a thread of its own, as a job of the server. */
  void start() {
    new Thread(this::build, "taskScheduler-1").start();
  }

  private void build() {
    try {
      log.info("Analytics table update is starting");
      database.change("drop table if exists analytics");
      database.change("create table analytics as select d.uid as dx, o.uid as ou, v.periodid as pe, v.value from datavalue v"
          + " join dataelement d using (dataelementid) join organisationunit o on o.organisationunitid = v.sourceid");
      database.change("delete from systemsetting where name = 'keyLastSuccessfulAnalyticsTablesUpdate'");
      database.change("insert into systemsetting (name, value) values ('keyLastSuccessfulAnalyticsTablesUpdate', now()::text)");
      log.info("Analytics table update is done");
    } catch (SQLException cause) {
      log.error("Analytics table update failed", cause);
    }
  }

  String lastSuccess() throws SQLException {
    return database.strings("select value from systemsetting where name = 'keyLastSuccessfulAnalyticsTablesUpdate'").stream().findFirst().orElse(null);
  }
}
