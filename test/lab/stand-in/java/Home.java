package standin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The home directory and what its dhis.conf says, found and read in the server's way. */
final class Home {
  final Path folder;
  private final Properties conf;

  private Home(Path folder, Properties conf) {
    this.folder = folder;
    this.conf = conf;
  }

  /** JNDI, system property, environment, /opt/dhis2; one that cannot be written to is passed over. */
  static Path find() {
    return Stream.of(fromJndi(), System.getProperty("dhis2.home"), System.getenv("DHIS2_HOME"), "/opt/dhis2")
        .filter(name -> name != null && !name.isBlank())
        .map(Path::of)
        .filter(path -> Files.isDirectory(path) && Files.isWritable(path))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No home directory: none of the candidates can be written to"));
  }

  private static String fromJndi() {
    try {
      return (String) new InitialContext().lookup("java:comp/env/dhis2-home");
    } catch (NamingException nothing) {
      return null;
    }
  }

  static Home read(Path folder) {
    Properties conf = new Properties();
    try (InputStream in = Files.newInputStream(folder.resolve("dhis.conf"))) {
      conf.load(in);
    } catch (IOException cause) {
      throw new IllegalStateException("Properties could not be loaded", cause);
    }
    return new Home(folder, conf);
  }

  /** An empty value is a value; variables of the environment are put in, blanks at the ends are not part of it. */
  String get(String key, String otherwise) {
    String value = conf.getProperty(key);
    return value == null ? otherwise : Variables.expand(value, System.getenv()).strip();
  }

  String required(String key) {
    String value = get(key, null);
    if (value == null) throw new IllegalStateException("dhis.conf has no " + key);
    return value;
  }

  boolean isOn(String key, boolean otherwise) {
    String value = get(key, otherwise ? "on" : "off");
    return value.equalsIgnoreCase("on") || value.equalsIgnoreCase("true");
  }

  /** What tests ask this stand-in to do wrong; read anew each time, so that it can change while the server runs. */
  Properties faults() {
    Properties faults = new Properties();
    Path file = folder.resolve("stand-in.properties");
    if (!Files.exists(file)) return faults;
    try (InputStream in = Files.newInputStream(file)) {
      faults.load(in);
    } catch (IOException cause) {
      throw new IllegalStateException(file + " cannot be read", cause);
    }
    return faults;
  }
}
