import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Properties;

/**
 * Asks java.util.Properties. Each line of the input is `chars HEX` (UTF-16 code units, for load(Reader)) or `bytes HEX`
 * (for load(InputStream)); each line of the output is one JSON value: the pairs in the order read, duplicates included,
 * or the name and message of what was thrown.
 */
class JavaProperties {
  /** Tells every pair as it is read; a plain Properties would keep only the last of two equal keys. */
  static class Recorder extends Properties {
    final StringBuilder pairs = new StringBuilder();

    @Override
    public synchronized Object put(Object key, Object value) {
      pairs.append(pairs.isEmpty() ? "" : ",").append('[').append(quote((String) key)).append(',');
      pairs.append(quote((String) value)).append(']');
      return super.put(key, value);
    }
  }

  public static void main(String[] args) throws IOException {
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    StringBuilder output = new StringBuilder();
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      int space = line.indexOf(' ');
      output.append(answer(line.substring(0, space), HexFormat.of().parseHex(line.substring(space + 1)))).append('\n');
    }
    System.out.print(output);
  }

  static String answer(String kind, byte[] bytes) throws IOException {
    Recorder properties = new Recorder();
    try {
      if (kind.equals("chars")) {
        properties.load(new StringReader(fromUnits(bytes)));
      } else {
        properties.load(new ByteArrayInputStream(bytes));
      }
      return "{\"pairs\":[" + properties.pairs + "]}";
    } catch (IllegalArgumentException thrown) {
      return "{\"thrown\":" + quote(thrown.getMessage()) + "}";
    }
  }

  /** No charset: it would replace half of a surrogate pair. */
  static String fromUnits(byte[] bytes) {
    return ByteBuffer.wrap(bytes).asCharBuffer().toString();
  }

  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char character : text.toCharArray()) {
      if (character >= ' ' && character <= '~' && character != '"' && character != '\\') quoted.append(character);
      else quoted.append(String.format("\\u%04x", (int) character));
    }
    return quoted.append('"').toString();
  }
}
