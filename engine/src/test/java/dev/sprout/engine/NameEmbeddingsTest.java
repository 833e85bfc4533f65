package dev.sprout.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NameEmbeddingsTest {
  private static final List<String> NAMES = List.of("sun", "moon");

  @TempDir private Path folder;

  @Test
  void storedEmbeddingsAreReadAgain() {
    NameEmbeddings.write(folder, "key", List.of(new float[] {1, 2}, new float[] {3, 4}));
    assertThat(NameEmbeddings.of(folder, "key", NAMES, null))
        .containsExactly(new float[] {1, 2}, new float[] {3, 4});
  }

  @Test
  void damagedOnesAreRefused() {
    NameEmbeddings.write(folder, "key", List.of(new float[] {1, 2}, new float[] {3, Float.NaN}));
    assertThatThrownBy(() -> NameEmbeddings.of(folder, "key", NAMES, null))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("names.safetensors: name_embeddings has values that are no finite");
    NameEmbeddings.write(folder, "key", List.of(new float[] {1, 2}));
    assertThatThrownBy(() -> NameEmbeddings.of(folder, "key", NAMES, null))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("names.safetensors holds no embeddings of 2 names; delete it");
  }

  /** Another number under the same names, as a broken disk or editor may leave it. */
  @Test
  void otherNumbersThanWereStoredAreRefused() throws IOException {
    NameEmbeddings.write(folder, "key", List.of(new float[] {1, 2}, new float[] {3, 4}));
    Path file = folder.resolve(NameEmbeddings.FILE);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 2] ^= 1; // 4 becomes 4.03
    Files.write(file, bytes);
    assertThatThrownBy(() -> NameEmbeddings.of(folder, "key", NAMES, null))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("names.safetensors holds other numbers than were stored; delete it");
  }
}
