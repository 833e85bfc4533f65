package dev.sprout.nn.weights;

import static dev.sprout.nn.weights.Fixtures.assertRefused;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightMismatchTest {
  private static final Path FILE = Path.of("some.safetensors");

  @Test
  void equalNamesAndShapesPass() {
    assertThatCode(() -> check(expected("a", 3), found("a", 3))).doesNotThrowAnyException();
  }

  @Test
  void ignorableExtrasPass() {
    assertThatCode(
            () -> WeightMismatch.check(FILE, Map.of(), found("a", 2), name -> name.startsWith("a")))
        .doesNotThrowAnyException();
  }

  @Test
  void theFirstTenOfEachKindAreListed() {
    Map<String, long[]> expected = expected("missing", 12);
    expected.putAll(expected("shape", 11));
    Map<String, TensorInfo> found = found("extra", 13);
    for (int i = 0; i < 11; i++) {
      found.put("shape" + i, new TensorInfo(TensorType.F32, new long[] {9}));
    }
    assertRefused(() -> check(expected, found))
        .hasMessageContaining("some.safetensors")
        .hasMessageContaining("missing (12):")
        .hasMessageContaining("missing9 [2, 3]\n    … and 2 more")
        .hasMessageNotContaining("missing10")
        .hasMessageContaining("unknown (13):")
        .hasMessageContaining("extra9\n    … and 3 more")
        .hasMessageNotContaining("extra10")
        .hasMessageContaining("of another shape (11):")
        .hasMessageContaining("shape9 is [9], needed is [2, 3]\n    … and 1 more")
        .hasMessageNotContaining("shape10");
  }

  @Test
  void tenAreListedWithoutARest() {
    assertRefused(() -> check(expected("a", 10), Map.of()))
        .hasMessageEndingWith("a9 [2, 3]")
        .hasMessageNotContaining("more");
  }

  private static void check(Map<String, long[]> expected, Map<String, TensorInfo> found) {
    WeightMismatch.check(FILE, expected, found, name -> false);
  }

  private static Map<String, long[]> expected(String prefix, int count) {
    Map<String, long[]> expected = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      expected.put(prefix + i, new long[] {2, 3});
    }
    return expected;
  }

  private static Map<String, TensorInfo> found(String prefix, int count) {
    Map<String, TensorInfo> found = new LinkedHashMap<>();
    expected(prefix, count)
        .forEach((name, shape) -> found.put(name, new TensorInfo(TensorType.F32, shape)));
    return found;
  }
}
