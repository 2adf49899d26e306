package standin;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Statements on the database that dhis.conf names; a connection for each piece of work. */
final class Database {
  private final String url;
  private final Properties login = new Properties();

  Database(Home home) {
    this.url = home.required("connection.url");
    login.setProperty("user", home.required("connection.username"));
    login.setProperty("password", home.required("connection.password"));
    login.setProperty("ApplicationName", "dhis2");
  }

  Connection open() throws SQLException {
    // Not by DriverManager, which keeps the driver of a web application that is gone.
    Connection connection = new org.postgresql.Driver().connect(url, login);
    if (connection == null) throw new SQLException("connection.url is no address of PostgreSQL");
    return connection;
  }

  /** First column of every row. */
  List<String> strings(String sql, Object... arguments) throws SQLException {
    try (Connection connection = open()) {
      return strings(connection, sql, arguments);
    }
  }

  static List<String> strings(Connection connection, String sql, Object... arguments) throws SQLException {
    try (PreparedStatement statement = prepared(connection, sql, arguments); ResultSet rows = statement.executeQuery()) {
      List<String> found = new ArrayList<>();
      while (rows.next()) found.add(rows.getString(1));
      return found;
    }
  }

  int change(String sql, Object... arguments) throws SQLException {
    try (Connection connection = open()) {
      return change(connection, sql, arguments);
    }
  }

  static int change(Connection connection, String sql, Object... arguments) throws SQLException {
    try (PreparedStatement statement = prepared(connection, sql, arguments)) {
      return statement.executeUpdate();
    }
  }

  private static PreparedStatement prepared(Connection connection, String sql, Object... arguments) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int at = 0; at < arguments.length; at++) statement.setObject(at + 1, arguments[at]);
    return statement;
  }
}
