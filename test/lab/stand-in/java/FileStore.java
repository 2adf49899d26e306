package standin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Uploaded files: a row in fileresource that names a file below the home directory. */
final class FileStore {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private final Path folder;
  private final Database database;

  FileStore(Home home, Database database) {
    this.folder = home.folder.resolve(home.get("filestore.container", "files"));
    this.database = database;
  }

  Map<String, Object> add(String name, String contentType, InputStream content) throws IOException, SQLException {
    String key = "dataValue/" + UUID.randomUUID();
    Path file = folder.resolve(key);
    Files.createDirectories(file.getParent());
    long length = Files.copy(content, file);
    String uid = uid();
    database.change("insert into fileresource (uid, name, contenttype, contentlength, storagekey, domain, isassigned, created)"
        + " values (?, ?, ?, ?, ?, 'DATA_VALUE', false, now())", uid, name, contentType, length, key);
    return Map.of("id", uid, "name", name, "contentType", contentType, "contentLength", length, "domain", "DATA_VALUE", "storageStatus", "STORED");
  }

  /** Content type and place of an upload, or null when there is none of this id. */
  Map.Entry<String, Path> find(String uid) throws SQLException {
    try (Connection connection = database.open()) {
      List<String> keys = Database.strings(connection, "select storagekey from fileresource where uid = ?", uid);
      if (keys.isEmpty()) return null;
      String type = Database.strings(connection, "select contenttype from fileresource where uid = ?", uid).get(0);
      return Map.entry(type, folder.resolve(keys.get(0)));
    }
  }

  /** Eleven letters and digits, the first a letter. */
  private static String uid() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    StringBuilder uid = new StringBuilder();
    while (uid.length() < 11) uid.append(LETTERS.charAt(random.nextInt(uid.isEmpty() ? 52 : LETTERS.length())));
    return uid.toString();
  }
}
