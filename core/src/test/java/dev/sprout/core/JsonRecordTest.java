package dev.sprout.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRecordTest {
  enum Colour {
    RED,
    DARK_BLUE
  }

  record Part(int batch, double rate) {
    Part {
      Require.positive("batch", batch);
    }
  }

  record Whole(
      String name,
      long steps,
      boolean fast,
      Colour colour,
      List<Integer> widths,
      Part part,
      @Default("1") @SerializedName(value = "views", alternate = "looks") int views,
      @Default("null") Long every) {}

  private static final String GOOD =
      """
      {"name": "n", "steps": 3, "fast": true, "colour": "dark-blue", "widths": [1, 2],
       "part": {"batch": 4, "rate": 1e-3}}
      """;

  @Test
  void readsAndFillsDefaults() {
    assertThat(read(GOOD))
        .isEqualTo(
            new Whole("n", 3, true, Colour.DARK_BLUE, List.of(1, 2), new Part(4, 1e-3), 1, null));
  }

  @Test
  void olderSpellingsStay() {
    assertThat(read(GOOD.replace("dark-blue", "DARK_BLUE"))).isEqualTo(read(GOOD));
    assertThat(read(GOOD.replace("\"fast\"", "\"looks\": 3, \"fast\"")).views()).isEqualTo(3);
  }

  @Test
  void whyIsForReaders() {
    assertThat(read(GOOD.replace("\"batch\"", "\"why\": \"small\", \"batch\"")))
        .isEqualTo(read(GOOD));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"batch\": 4| \"bacth\": 4| part.bacth is not known, did you mean batch?; accepted are batch,"
            + " rate",
        "\"batch\": 4,| | part.batch is missing; accepted is a whole number",
        "\"steps\": 3| \"steps\": \"3\"| steps is \"3\"; accepted is a whole number",
        "\"steps\": 3| \"steps\": 3.5| steps is 3.5; accepted is a whole number",
        "\"steps\": 3| \"steps\": 1e30| steps is 1e30; accepted is a whole number",
        "\"steps\": 3| \"steps\": null| steps is null; accepted is a whole number",
        "1e-3| 1e999| part.rate is 1e999; accepted is a number",
        "1e-3| NaN| line 2: NaN is no JSON value",
        "1e-3| -Infinity| line 2: -Infinity is no JSON value",
        "true| 1| fast is 1; accepted is true or false",
        "dark-blue| green| colour is \"green\"; accepted is red, dark-blue",
        "[1, 2]| [1, null]| widths[1] is null; accepted is a whole number",
        "[1, 2]| 7| widths is 7; accepted is a list [...]",
        "\"batch\": 4| \"batch\": 0| part.batch is 0; accepted is a whole number from 1",
        "\"batch\": 4| \"batch\": 4, \"batch\": 5| part.batch is given twice; leave one",
        "\"batch\": 4| \"why\": 4, \"batch\": 5| part.why is 4; accepted is a text in quotes",
        "\"fast\"| \"views\": 2, \"looks\": 2, \"fast\"| views and looks are the same; leave one",
        "\"fast\"| 'fast'| line 1: the text is not JSON",
        "\"n\"| n| line 1: the text is not JSON",
      })
  void namesThePathWhatWasGivenAndWhatIsAccepted(String part, String wrong, String said) {
    String text = GOOD.replace(part, wrong == null ? "" : wrong);
    assertThat(text).isNotEqualTo(GOOD);
    refused(text, said);
  }

  @Test
  void refusesWhatIsNotOneObject() {
    refused("", "the file is empty");
    refused(GOOD.substring(0, 40), "the JSON text is cut short");
    refused(GOOD + "{}", "there is text behind the end");
    refused("[]", "the file is []; accepted is an object {...} with name, steps");
    refused(GOOD.replace("{\"batch\": 4, \"rate\": 1e-3}", "[]"), "part is []; accepted is");
    refused("[".repeat(5000), "config.json");
  }

  @Test
  void otherEncodingsAreNamed() throws IOException {
    Path file = Files.createTempFile("config", ".json");
    Files.write(file, GOOD.replace("\"n\"", "\"é\"").getBytes(StandardCharsets.UTF_16));
    assertThatThrownBy(() -> JsonFile.readRecord(file, Whole.class, UserError.Kind.FAILED))
        .hasMessageContaining("is not text in UTF-8");
    Files.delete(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "steps", "fast", "colour", "widths", "part"})
  void everyComponentIsRequired(String component) {
    JsonObject whole = JsonParser.parseString(GOOD).getAsJsonObject();
    whole.remove(component);
    refused(whole.toString(), component + " is missing");
  }

  @Property(tries = 200)
  void whatIsWrittenIsRead(@ForAll("wholes") Whole whole) {
    Path file = temporary();
    JsonFile.write(file, whole);
    assertThat(JsonFile.readRecord(file, Whole.class, UserError.Kind.FAILED)).isEqualTo(whole);
    delete(file);
  }

  @Provide
  Arbitrary<Whole> wholes() {
    Arbitrary<Part> parts =
        Combinators.combine(
                Arbitraries.integers().between(1, Integer.MAX_VALUE), Arbitraries.doubles())
            .as(Part::new);
    return Combinators.combine(
            Arbitraries.strings().all().excludeChars('\ud800', '\udfff').filter(this::isText),
            Arbitraries.longs(),
            Arbitraries.of(true, false),
            Arbitraries.of(Colour.class),
            Arbitraries.integers().list(),
            parts,
            Arbitraries.integers(),
            Arbitraries.longs().injectNull(0.5))
        .as(Whole::new);
  }

  private boolean isText(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  @Property(tries = 500)
  void brokenTextsAreRefusedInPlainWords(
      @ForAll("positions") int position, @ForAll char character) {
    String text = GOOD.substring(0, position) + character + GOOD.substring(position + 1);
    try {
      read(text);
    } catch (UserError e) {
      assertThat(e.getMessage())
          .contains("config.json: ")
          .doesNotContain("java.", "com.google", "Gson", "JsonReader", "Strictness");
    }
  }

  @Provide
  Arbitrary<Integer> positions() {
    return Arbitraries.integers().between(0, GOOD.length() - 1);
  }

  @Test
  void suggestionsAreNear() {
    Map<String, Integer> distances =
        Map.of("batch", 0, "bacth", 1, "bath", 1, "Batch", 1, "watch", 1, "", 5, "batches", 2);
    distances.forEach((name, d) -> assertThat(EditDistance.between(name, "batch")).isEqualTo(d));
    assertThat(EditDistance.nearest("quantizeFrom", List.of("batch", "quantiseFrom")))
        .isEqualTo("quantiseFrom");
    assertThat(EditDistance.nearest("speed", List.of("batch"))).isNull();
  }

  private static void refused(String text, String said) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("config.json: ")
        .hasMessageContaining(said);
  }

  private static Whole read(String text) {
    Path folder = temporary();
    try {
      Files.delete(folder);
      Files.createDirectory(folder);
      Path file = Files.writeString(folder.resolve("config.json"), text);
      return JsonFile.readRecord(file, Whole.class, UserError.Kind.INVALID_REQUEST);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(folder.resolve("config.json"));
      delete(folder);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempFile("json", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
