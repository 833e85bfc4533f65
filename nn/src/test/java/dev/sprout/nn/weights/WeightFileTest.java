package dev.sprout.nn.weights;

import static dev.sprout.nn.weights.Fixtures.assertRefused;
import static dev.sprout.nn.weights.Fixtures.floats;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightFileTest {
  @TempDir Path folder;

  private void refuse(byte[] content, String reason) {
    Path file = Fixtures.write(folder, "w.pth", content);
    assertRefused(() -> WeightFile.open(file))
        .hasMessageContaining(file.toString())
        .hasMessageContaining(reason);
  }

  private void refuse(String content, String reason) {
    refuse(content.getBytes(StandardCharsets.UTF_8), reason);
  }

  @Test
  void theContentDecidesWhateverTheName() {
    byte[] pickle = PickleAssembler.stateDict("FloatStorage", 1, 0, new long[] {1}, new long[] {1});
    Path torch = Fixtures.write(folder, "w.safetensors", Fixtures.torch(pickle, floats(3)));
    Path plain = Fixtures.write(folder, "w.pth", Fixtures.safetensors("{}", 0));
    try (WeightFile first = WeightFile.open(torch);
        WeightFile second = WeightFile.open(plain)) {
      assertThat(first).isInstanceOf(TorchCheckpoint.class);
      assertThat(second).isInstanceOf(Safetensors.class);
    }
    assertRefused(() -> WeightFile.open(plain, "model"))
        .hasMessageContaining("is a safetensors file, which has no parts; leave out 'model'");
  }

  @Test
  void wellKnownOtherThings() {
    refuse("version https://git-lfs.github.com/spec/v1\n", "git lfs pull");
    refuse("<!DOCTYPE html><html>", "a web page");
    refuse("", "it is empty");
    refuse("hello", "its first bytes are of neither kind");
    refuse("hello, world, once more", "its first bytes are of neither kind");
  }

  @Test
  void missingFilesAndFolders() {
    assertRefused(() -> WeightFile.open(folder.resolve("none")))
        .hasMessageContaining("none doesn't");
    assertRefused(() -> WeightFile.open(folder)).hasMessageContaining("is a folder");
  }
}
