package standin;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** Lines in the server's format, into its log file and on the console: `* INFO  TIME message (File.java [thread])`. */
final class ServerLog {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss,SSS");
  private final Path file;
  private final long maxBytes;

  ServerLog(Home home, String name) throws IOException {
    this.file = Files.createDirectories(home.folder.resolve("logs")).resolve(name);
    this.maxBytes = bytes(home.get("logging.file.max_size", "100MB"));
  }

  private static long bytes(String size) {
    String upper = size.toUpperCase().replace(" ", "");
    long number = Long.parseLong(upper.replaceAll("[A-Z]+$", ""));
    return number << (upper.endsWith("GB") ? 30 : upper.endsWith("MB") ? 20 : upper.endsWith("KB") ? 10 : 0);
  }

  void info(String message) {
    write("INFO", message, null);
  }

  void warn(String message) {
    write("WARN", message, null);
  }

  void error(String message, Throwable cause) {
    write("ERROR", message, cause);
  }

  private synchronized void write(String level, String message, Throwable cause) {
    StackTraceElement caller = new Throwable().getStackTrace()[2];
    StringWriter trace = new StringWriter();
    if (cause != null) cause.printStackTrace(new PrintWriter(trace));
    String line = String.format("* %-5s %s %s (%s [%s])%n%s", level, TIME.format(LocalDateTime.now()), message,
        caller.getFileName(), Thread.currentThread().getName(), trace);
    System.out.print(line);
    try {
      if (Files.exists(file) && Files.size(file) >= maxBytes) {
        Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
      }
      Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException full) {
      System.out.println("The log file cannot be written: " + full);
    }
  }
}
