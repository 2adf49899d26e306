package standin;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ${NAME} and ${NAME:-otherwise} in values of dhis.conf; $${NAME} is the text ${NAME}. */
final class Variables {
  private static final Pattern REFERENCE = Pattern.compile("(\\$?)\\$\\{([^{}:]+)(?::-([^{}]*))?\\}");
  private static final int DEPTH = 20;

  private Variables() {}

  static String expand(String value, Map<String, String> environment) {
    return expand(value, environment, 0);
  }

  private static String expand(String value, Map<String, String> environment, int depth) {
    if (depth > DEPTH) throw new IllegalStateException("A variable refers to itself");
    return REFERENCE.matcher(value).replaceAll(found -> Matcher.quoteReplacement(replace(found.group(), found.group(1), found.group(2), found.group(3), environment, depth)));
  }

  private static String replace(String whole, String escape, String name, String otherwise, Map<String, String> environment, int depth) {
    if (!escape.isEmpty()) return whole.substring(1);
    String content = environment.containsKey(name) ? environment.get(name) : otherwise;
    return content == null ? whole : expand(content, environment, depth + 1);
  }
}
