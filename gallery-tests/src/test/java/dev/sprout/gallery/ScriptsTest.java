package dev.sprout.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every TorchScript file keeps to, included ones too. */
class ScriptsTest {
  private static final Pattern FACTORY =
      Pattern.compile(
          "torch\\.(?:zeros|ones|full|empty|eye|tensor|scalar_tensor|arange|range|linspace|logspace"
              + "|rand|randn|randint|randperm|normal|hann_window|tril_indices|triu_indices)\\(");
  private static final Pattern RESHAPING =
      Pattern.compile("[.](?:reshape|view|flatten|(un)?squeeze|transpose|permute|expand)\\(");
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])\\d[\\d.]*(?:e[-+]?\\d+)?");
  private static final Pattern CONSTANT = Pattern.compile("[A-Z][A-Z0-9_]+ = .+");

  /** Dimensions, small counts, halves and wholes explain themselves. */
  private static final Set<String> PLAIN = Set.of("0", "1", "2", "3", "4", "0.", "1.", "0.5");

  @Test
  void tensorsAreBuiltOnTheDeviceOfTheirInputs() throws IOException {
    for (Path script : scripts()) {
      assertThat(withoutDevice(Files.readString(script))).as(script.toString()).isEmpty();
    }
  }

  @Test
  void aTensorWithoutDeviceIsFound() {
    assertThat(withoutDevice("x = torch.zeros([1, (2)],\n  dtype=x.dtype)"))
        .containsExactly("torch.zeros([1, (2)],\n  dtype=x.dtype)");
    assertThat(withoutDevice("torch.ones([f(2)], device=x.device) + torch.zeros_like(x)"))
        .isEmpty();
  }

  @Test
  void everyFunctionSaysWhatItComputes() throws IOException {
    for (Path script : scripts()) {
      List<String> lines = Files.readAllLines(script);
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).strip().startsWith("def ")) {
          assertThat(i > 0 ? lines.get(i - 1) : "").as(script + ":" + (i + 1)).startsWith("# ");
        }
      }
    }
  }

  @Test
  void reshapingLinesEndWithAShape() throws IOException {
    for (Path script : scripts()) {
      for (String line : Files.readAllLines(script)) {
        if (RESHAPING.matcher(code(line)).find()) {
          assertThat(line).as(script.toString()).containsPattern("  # .*\\[.+\\]");
        }
      }
    }
  }

  @Test
  void numbersHaveNames() throws IOException {
    for (Path script : scripts()) {
      for (String line : Files.readAllLines(script)) {
        Matcher numbers = NUMBER.matcher(code(line));
        while (!CONSTANT.matcher(code(line)).matches() && numbers.find()) {
          assertThat(PLAIN).as(script + ": " + line).contains(numbers.group());
        }
      }
    }
  }

  private static List<String> withoutDevice(String script) {
    List<String> found = new ArrayList<>();
    Matcher factory = FACTORY.matcher(script);
    while (factory.find()) {
      int end = factory.end();
      for (int open = 1; open > 0; end++) {
        open += script.charAt(end) == '(' ? 1 : script.charAt(end) == ')' ? -1 : 0;
      }
      String call = script.substring(factory.start(), end);
      if (!call.contains("device=")) {
        found.add(call);
      }
    }
    return found;
  }

  private static String code(String line) {
    int comment = line.indexOf('#');
    return (comment < 0 ? line : line.substring(0, comment)).stripTrailing();
  }

  private static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."), 16)) {
      List<Path> scripts =
          files
              .filter(file -> file.toString().endsWith(".torchscript"))
              .filter(file -> file.toString().contains("src/main/resources"))
              .toList();
      assertThat(scripts).hasSizeGreaterThan(10);
      return scripts;
    }
  }
}
