package standin;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** As much of JSON as the stand-in says and hears. */
final class Json {
  private Json() {}

  static String write(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .filter(entry -> entry.getValue() != null)
          .map(entry -> write(entry.getKey()) + ":" + write(entry.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof List<?> list) return list.stream().map(Json::write).collect(Collectors.joining(",", "[", "]"));
    if (value instanceof Number || value instanceof Boolean) return value.toString();
    return "\"" + String.valueOf(value).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "") + "\"";
  }

  private static final String STRING = "\"((?:[^\"\\\\]|\\\\.)*)\"";

  /** The text under this key of a flat object, or null. */
  static String text(String json, String key) {
    Matcher found = Pattern.compile("\"" + Pattern.quote(key) + "\"\\s*:\\s*" + STRING).matcher(json);
    if (!found.find()) return null;
    return Pattern.compile("\\\\(u([0-9a-fA-F]{4})|.)").matcher(found.group(1)).replaceAll(escape -> Matcher.quoteReplacement(unescape(escape.group(1), escape.group(2))));
  }

  private static String unescape(String what, String hex) {
    if (hex != null) return String.valueOf((char) Integer.parseInt(hex, 16));
    return switch (what) {
      case "n" -> "\n";
      case "r" -> "\r";
      case "t" -> "\t";
      case "b" -> "\b";
      case "f" -> "\f";
      default -> what;
    };
  }
}
