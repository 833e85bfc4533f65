package dev.sprout.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
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
}
