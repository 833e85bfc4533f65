package dev.sprout.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFileTest {
  @TempDir private Path folder;

  record Positive(int value) {
    Positive {
      if (value < 1) {
        throw UserError.failure("value is %d; accepted are numbers from 1", value);
      }
    }
  }

  @Test
  void readsRecords() throws IOException {
    assertThat(read("{\"value\": 3, \"unknown\": []}")).isEqualTo(new Positive(3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|is empty",
        "{\"value\": |can't be read",
        "[]|can't be read: the text is not JSON, or of another kind than expected",
        "{\"value\": \"x\"}|can't be read: the text is not JSON, or of another kind than expected",
        "{\"value\": []}|can't be read: value is of another kind than expected",
        "{\"value\": 0}|value is 0; accepted are numbers from 1"
      })
  void namesTheFileAndWhatIsWrong(String text, String said) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("config.json")
        .hasMessageContaining(said)
        .extracting(e -> ((UserError) e).kind())
        .isEqualTo(UserError.Kind.INVALID_REQUEST);
  }

  @Test
  void missingFilesAreNamed() {
    assertThatThrownBy(
            () -> JsonFile.read(folder.resolve("none"), Positive.class, UserError.Kind.FAILED))
        .hasMessageContaining("none is not a file");
  }

  private Positive read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("config.json"), text);
    return JsonFile.read(file, Positive.class, UserError.Kind.INVALID_REQUEST);
  }
}
