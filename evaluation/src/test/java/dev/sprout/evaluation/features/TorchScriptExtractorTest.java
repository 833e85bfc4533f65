package dev.sprout.evaluation.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.UserError;
import dev.sprout.evaluation.metrics.FeatureMatrix;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.verify.Check;
import dev.sprout.nn.weights.NpzFile;
import dev.sprout.pictures.PictureSource;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchScriptExtractorTest {
  private static final TorchScriptInput BYTES =
      new TorchScriptInput(
          TorchScriptInput.Type.UINT8,
          32,
          List.of(0.0, 0.0, 0.0),
          List.of(1.0, 1.0, 1.0),
          Resize.NONE);

  @TempDir Path folder;

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(TorchScriptExtractorTest.class.getResource("torchscript/" + name).toURI());
  }

  private static void equalsRecorded(String program, TorchScriptInput input, String recorded)
      throws URISyntaxException {
    try (FeatureExtractor extractor =
            TorchScriptExtractor.load(resource(program), input, ComputeDevice.CPU);
        PictureSource pictures = PictureSource.unlabelled(resource("."));
        NpzFile vectors = NpzFile.open(resource("features.npz"));
        NDManager manager = NDManager.newBaseManager()) {
      FeatureMatrix features =
          new FeatureExtraction(extractor, 3)
              .run(pictures, List.of(TorchScriptExtractor.LAYER), done -> {})
              .get(TorchScriptExtractor.LAYER);
      NDArray computed = manager.create(features.values(), new Shape(8, 24));
      assertThat(Check.of(recorded, computed, vectors.read(recorded, manager)).difference())
          .isLessThan(1e-5);
      assertThat(extractor.layers()).containsExactly(new FeatureLayer("features", 24));
    }
  }

  @Test
  void bytes() throws URISyntaxException {
    equalsRecorded("bytes.pt", BYTES, "bytes");
  }

  @Test
  void scaledNumbersAsASideFileSays() throws URISyntaxException, IOException {
    Path side =
        Files.writeString(
            folder.resolve("float.json"),
            """
            {"size": 32, "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}
            """);
    equalsRecorded("float.pt", TorchScriptInput.read(side), "float");
  }

  @Test
  void sideFilesAreCheckedStrictly() throws IOException {
    Path side = Files.writeString(folder.resolve("x.json"), "{\"size\": 32, \"stdev\": [1]}");
    assertThatThrownBy(() -> TorchScriptInput.read(side))
        .hasMessageContaining("stdev is not known, did you mean std?");
    assertThatThrownBy(
            () ->
                new TorchScriptInput(
                    TorchScriptInput.Type.UINT8,
                    32,
                    List.of(0.5, 0.5, 0.5),
                    List.of(1.0, 1.0, 1.0),
                    Resize.NONE))
        .hasMessageContaining("uint8, which are not scaled");
  }

  @Test
  void programsThatFailOrAreNone() throws URISyntaxException, IOException {
    Path text = Files.writeString(folder.resolve("text.pt"), "hello");
    assertThatThrownBy(() -> TorchScriptExtractor.load(text, BYTES, ComputeDevice.CPU))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("text.pt is no TorchScript program");
    assertThatThrownBy(
            () -> TorchScriptExtractor.load(folder.resolve("none"), BYTES, ComputeDevice.CPU))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none is not a file");
    Path program = resource("float.pt"); // its first layer multiplies real numbers
    assertThatThrownBy(() -> TorchScriptExtractor.load(program, BYTES, ComputeDevice.CPU))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("float.pt fails on uint8 pictures (2, 3, 32, 32)");
  }
}
