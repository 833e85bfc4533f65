package dev.sprout.nn.ops;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Preprocessor of TorchScript sources. A script is a list of Python methods at the left margin,
 * {@code def name(self, x : Tensor) -> Tensor:}, and between them
 *
 * <ul>
 *   <li>{@code #include "Attention.torchscript"}: methods and constants of a script beside this
 *       class, included once;
 *   <li>{@code NAME = value}: a constant, substituted for its name. {@code BFLOAT16}, {@code
 *       FLOAT32} and {@code FLOAT64} are predefined;
 *   <li>comments and blank lines, removed.
 * </ul>
 */
final class ScriptSource {
  /** Numbers of tensor types in libtorch. */
  private static final Map<String, String> TYPES =
      Map.of("BFLOAT16", "15", "FLOAT32", "6", "FLOAT64", "7");

  private static final Pattern INCLUDE = Pattern.compile("#include \"(\\w+\\.torchscript)\"");
  private static final Pattern CONSTANT = Pattern.compile("([A-Z][A-Z0-9_]+) = (.+)");
  private static final Pattern CONSTANT_NAME = Pattern.compile("\\b[A-Z][A-Z0-9_]+\\b");
  private static final Pattern UNTYPED_SELF = Pattern.compile("^(def \\w+\\(self)(?=[,)])");

  private final Map<String, String> constants = new LinkedHashMap<>(TYPES);
  private final Set<String> included = new HashSet<>();
  private final StringBuilder methods = new StringBuilder();

  private ScriptSource() {}

  /** The methods of a class-path resource beside {@code owner}, indented as a class's body. */
  static String read(Class<?> owner, String name) {
    return of(resource(owner, name));
  }

  /** The methods of a script, indented as a class's body. */
  static String of(String script) {
    ScriptSource source = new ScriptSource();
    source.add(script);
    Matcher names = CONSTANT_NAME.matcher(source.methods);
    return names.replaceAll(name -> source.constants.getOrDefault(name.group(), name.group()));
  }

  private void add(String script) {
    for (String line : script.stripTrailing().stripIndent().lines().toList()) {
      Matcher include = INCLUDE.matcher(line);
      String code = withoutComment(line);
      Matcher constant = CONSTANT.matcher(code);
      if (include.matches()) {
        include(include.group(1));
      } else if (constant.matches()) {
        define(constant.group(1), constant.group(2));
      } else if (!code.isEmpty()) {
        String typed = UNTYPED_SELF.matcher(code).replaceFirst("$1 : __torch__.Ops");
        methods.append("  ").append(typed).append('\n');
      }
    }
  }

  private void include(String name) {
    if (included.add(name)) {
      add(resource(ScriptSource.class, name));
    }
  }

  private void define(String name, String value) {
    String before = constants.putIfAbsent(name, value);
    if (before != null && !before.equals(value)) {
      throw new IllegalStateException("constant " + name + " is " + before + " and " + value);
    }
  }

  private static String withoutComment(String line) {
    int comment = line.indexOf('#'); // no string of a script has one
    return (comment < 0 ? line : line.substring(0, comment)).stripTrailing();
  }

  private static String resource(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name + " beside " + owner.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
