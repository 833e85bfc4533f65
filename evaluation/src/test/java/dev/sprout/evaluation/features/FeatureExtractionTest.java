package dev.sprout.evaluation.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import dev.sprout.evaluation.metrics.FeatureMatrix;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureSource;
import dev.sprout.pictures.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureExtractionTest {
  private static final Path WEIGHTS = Path.of("../models/efficientnet-lite0/weights.safetensors");

  @TempDir Path folder;

  private void write(String name, int width, int height, long seed) throws IOException {
    byte[] rgb = new byte[3 * width * height];
    new Random(seed).nextBytes(rgb);
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, Png.encode(new Picture(width, height, rgb), Map.of()));
  }

  private List<float[]> rows(FeatureExtractor extractor, int batch) {
    List<Integer> progress = new ArrayList<>();
    try (PictureSource pictures = PictureSource.unlabelled(folder)) {
      FeatureMatrix features =
          new FeatureExtraction(extractor, batch)
              .run(pictures, List.of(extractor.usualLayer()), progress::add)
              .get(extractor.usualLayer());
      assertThat(features.rows()).isEqualTo(pictures.size());
      assertThat(progress).last().isEqualTo(pictures.size());
      List<float[]> rows = new ArrayList<>();
      int d = features.columns();
      for (int i = 0; i < features.rows(); i++) {
        rows.add(Arrays.copyOfRange(features.values(), i * d, (i + 1) * d));
      }
      return rows;
    }
  }

  /** Equal to the last bit, whatever is in the network beside a picture. */
  private void dontDependOnOthers(FeatureExtractor extractor) throws IOException {
    for (int i = 0; i < 7; i++) {
      write("b/" + i + ".png", 20 + 9 * i, 70 - 5 * i, i);
    }
    List<float[]> whole = rows(extractor, 32);
    for (int batch : new int[] {1, 2, 3, 5}) {
      List<float[]> parts = rows(extractor, batch);
      for (int i = 0; i < 7; i++) {
        assertThat(parts.get(i))
            .as("picture %d in batches of %d", i, batch)
            .isEqualTo(whole.get(i));
      }
    }
    write("a/first.png", 33, 44, 99); // moves all others
    assertThat(rows(extractor, 32).subList(1, 8)).usingRecursiveComparison().isEqualTo(whole);
  }

  @Test
  void inceptionFeaturesDontDependOnOtherPictures() throws IOException {
    try (FeatureExtractor extractor =
        InceptionExtractor.byFormula(Resize.TENSORFLOW_BILINEAR, ComputeDevice.CPU)) {
      dontDependOnOthers(extractor);
    }
  }

  @Test
  void liteFeaturesDontDependOnOtherPictures() throws IOException {
    try (FeatureExtractor extractor = EfficientNetLite0Extractor.load(WEIGHTS, ComputeDevice.CPU)) {
      dontDependOnOthers(extractor);
    }
  }

  @Test
  void unreadablePicturesAndUnknownLayersAreNamed() throws IOException {
    for (int i = 0; i < 5; i++) {
      write(i + ".png", 8, 8, i);
    }
    Files.write(
        folder.resolve("7.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 26, '\n'});
    try (FeatureExtractor extractor = EfficientNetLite0Extractor.load(WEIGHTS, ComputeDevice.CPU)) {
      assertThatThrownBy(() -> rows(extractor, 2))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("7.png can't be decoded");
      try (PictureSource pictures = PictureSource.unlabelled(folder)) {
        FeatureExtraction extraction = new FeatureExtraction(extractor, 2);
        assertThatThrownBy(() -> extraction.run(pictures, List.of("2048"), done -> {}))
            .isInstanceOf(UserError.class)
            .hasMessage("layer is 2048; accepted is 1280, logits");
      }
      assertThatThrownBy(() -> new FeatureExtraction(extractor, 0))
          .hasMessageContaining("batch is 0");
    }
  }
}
