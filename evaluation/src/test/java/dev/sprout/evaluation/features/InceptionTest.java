package dev.sprout.evaluation.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.UserError;
import dev.sprout.evaluation.metrics.FeatureMatrix;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.verify.Check;
import dev.sprout.nn.weights.SafetensorsWriter;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.pictures.Picture;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InceptionTest {
  @TempDir Path folder;

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(InceptionTest.class.getResource(name).toURI());
  }

  @Test
  void everyLayerAtEverySizeEqualsThePublishedNetwork() throws URISyntaxException {
    List<Check> checks = InceptionVerification.run(null, resource("inception.npz"));
    assertThat(checks).hasSize(15);
    assertThat(checks)
        .allSatisfy(check -> assertThat(check.difference()).as(check.name()).isLessThan(1e-5));
  }

  /** The network ends after the last layer that is asked for. */
  @Test
  void aLayerAloneIsTheSameAsBesideOthers() {
    List<Picture> pictures = List.of(new Picture(8, 8, new byte[192]));
    try (FeatureExtractor extractor =
        InceptionExtractor.byFormula(Resize.TENSORFLOW_BILINEAR, ComputeDevice.CPU)) {
      List<String> layers = extractor.layers().stream().map(FeatureLayer::name).toList();
      Map<String, FeatureMatrix> all = extractor.features(pictures, layers);
      for (String layer : layers) {
        assertThat(extractor.features(pictures, List.of(layer)).get(layer).values())
            .as(layer)
            .isEqualTo(all.get(layer).values());
      }
    }
  }

  @Test
  void filesWithoutPicturesAreRefused() throws URISyntaxException {
    Path others = resource("torchscript/features.npz");
    assertThatThrownBy(() -> InceptionVerification.run(null, others))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("holds no pictures with features");
  }

  @Test
  void weightsThatDontFitAreNamed() {
    Path file = folder.resolve("weights.safetensors");
    try (NDManager manager = NDManager.newBaseManager()) {
      SafetensorsWriter.write(
          file,
          Map.of(
              "Conv2d_1a_3x3.conv.weight", manager.zeros(new Shape(32, 3, 5, 5)),
              "Mixed_5b.branch1x1.bn.num_batches_tracked", manager.zeros(new Shape(1)),
              "AuxLogits.fc.bias", manager.zeros(new Shape(2))),
          TensorType.F32,
          Map.of());
    }
    assertThatThrownBy(
            () -> InceptionExtractor.load(file, Resize.TENSORFLOW_BILINEAR, ComputeDevice.CPU))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Conv2d_1a_3x3.conv.weight is [32, 3, 5, 5], needed is [32, 3, 3, 3]")
        .hasMessageContaining("unknown (1):\n    AuxLogits.fc.bias")
        .hasMessageContaining("Conv2d_1a_3x3.bn.running_var [32]");
  }

  /** Torchvision states 5.71·10⁹ multiplications of its Inception-v3, of the same convolutions. */
  @Test
  void costIsThePublishedOne() {
    assertThat(InceptionCost.operations() / 2e9).isCloseTo(5.71, within(0.02));
  }
}
