package standin;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import org.mindrot.jbcrypt.BCrypt;

/** Accounts in userinfo, with passwords hashed as the server hashes them. */
final class Users {
  private static final String DEFAULT_NAME = "admin";
  private static final String DEFAULT_PASSWORD = "district";
  private final Database database;

  Users(Database database) {
    this.database = database;
  }

  /** A new server has one user, whose password everybody knows. */
  boolean createFirst() throws SQLException {
    if (!database.strings("select username from userinfo limit 1").isEmpty()) return false;
    database.change("insert into userinfo (uid, username, password, firstname, surname, created, lastupdated, passwordlastupdated)"
        + " values ('M5zQapPyTZI', ?, ?, 'admin', 'admin', now(), now(), now())", DEFAULT_NAME, hash(DEFAULT_PASSWORD));
    return true;
  }

  private static String hash(String password) {
    return BCrypt.hashpw(password, BCrypt.gensalt(10));
  }

  boolean matches(String name, String password) throws SQLException {
    List<String> stored = database.strings("select password from userinfo where username = ? and not disabled", name);
    return !stored.isEmpty() && BCrypt.checkpw(password, stored.get(0));
  }

  void changePassword(String name, String password) throws SQLException {
    database.change("update userinfo set password = ?, passwordlastupdated = now(), lastupdated = now() where username = ?", hash(password), name);
  }

  String uid(String name) throws SQLException {
    return database.strings("select uid from userinfo where username = ?", name).get(0);
  }

  /** The name in a header of basic authentication whose password is right, otherwise null. */
  String fromBasic(String header) throws SQLException {
    if (header == null || !header.startsWith("Basic ")) return null;
    byte[] login;
    try {
      login = Base64.getDecoder().decode(header.substring("Basic ".length()).strip());
    } catch (IllegalArgumentException noBase64) {
      return null;
    }
    String[] parts = new String(login, StandardCharsets.UTF_8).split(":", 2);
    return parts.length == 2 && matches(parts[0], parts[1]) ? parts[0] : null;
  }
}
