package dev.sprout.evaluation.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sprout.evaluation.metrics.FeatureMatrix;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.pictures.Picture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EfficientNetLite0Test {
  private static final Path FOLDER = Path.of("../models/efficientnet-lite0");
  private static final Path WEIGHTS = FOLDER.resolve(EfficientNetLite0Extractor.FILE);

  private static Picture picture(String name) throws IOException {
    try (InputStream in = EfficientNetLite0Test.class.getResourceAsStream("torchscript/" + name)) {
      return Picture.read(in, name);
    }
  }

  @Test
  void featuresEqualThoseOfPlainLoops() throws IOException {
    Picture picture = picture("5.png");
    try (FeatureExtractor extractor = EfficientNetLite0Extractor.load(WEIGHTS, ComputeDevice.CPU)) {
      FeatureMatrix features = extractor.features(List.of(picture), List.of("1280")).get("1280");
      double[] plain =
          new PlainLite0(WEIGHTS).features(extractor.input().prepare(picture, "5.png"));
      for (int i = 0; i < plain.length; i++) {
        assertThat((double) features.get(0, i))
            .as("feature %d", i)
            .isCloseTo(plain[i], within(1e-4));
      }
      assertThat(Arrays.stream(plain).max().orElseThrow()).isGreaterThan(0.5);
    }
  }

  @Test
  void theCardStatesTheHash() throws IOException {
    try (FeatureExtractor extractor = EfficientNetLite0Extractor.load(WEIGHTS, ComputeDevice.CPU)) {
      assertThat(Files.readString(FOLDER.resolve("README.md"))).contains(extractor.weightsHash());
      assertThat(extractor.layers())
          .containsExactly(new FeatureLayer("1280", 1280), new FeatureLayer("logits", 1000));
      assertThat(extractor.logits()).contains("logits");
    }
  }
}
