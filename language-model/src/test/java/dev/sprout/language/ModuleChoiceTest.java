package dev.sprout.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.sprout.core.UserError;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleChoiceTest {
  private static final String MODULE = "model.layers.12.self_attn.q_proj";

  /** Java's own expressions are the reference, for the parts that all dialects share. */
  @Property(tries = 500)
  void expressionsChooseWhatOtherImplementationsDo(@ForAll("expressions") String expression) {
    ModuleChoice choice;
    try {
      choice = choice(expression);
    } catch (UserError e) {
      assertThat(e.getMessage()).contains("target_modules is").doesNotContain("re2j");
      return;
    }
    assertThat(choice.contains(MODULE)).isEqualTo(Pattern.matches(expression, MODULE));
  }

  @Provide
  Arbitrary<String> expressions() {
    return Arbitraries.of(
            ".*",
            "model",
            "\\.",
            "layers",
            "\\d+",
            "\\d{1,2}",
            "12",
            "self_attn",
            "[qv]",
            "_proj",
            "(q|v)",
            "(?:.*q)",
            "|",
            "(",
            ")",
            "^",
            "$",
            "?",
            "*",
            "[^k]",
            "\\w",
            "{",
            "\\")
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "(a", "[", "a*", "(.*)", "\\", "a{9}", "(a{9}"})
  void longExpressionsAreReadOrRefused(String part) {
    try {
      assertThat(choice(part.repeat(1000 / part.length())).contains(MODULE)).isIn(true, false);
    } catch (UserError e) {
      assertThat(e.getMessage()).contains("target_modules is");
    }
    assertThatThrownBy(() -> choice(part.repeat(1001)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("up to 1000 characters");
  }

  private static ModuleChoice choice(String expression) {
    JsonObject json = new JsonObject();
    json.add("target_modules", new JsonPrimitive(expression));
    return ModuleChoice.read(new JsonFields("adapter_config.json", json), "target_modules");
  }
}
