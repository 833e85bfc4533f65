package dev.sprout.tokenunify.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.network.MambaUnet;
import dev.sprout.tokenunify.network.MambaUnetConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores of networks that give one affinity everywhere, which have closed forms. */
class SegmentValidationTest {
  private static final MambaUnetConfig CONFIG =
      new MambaUnetConfig(List.of(4, 4, 4, 4), 4, List.of(1, 3, 3), 1, 3, 5);
  private static final BlockSides WINDOW = new BlockSides(16, 16, 16);
  private static final BlockSides SIDES = new BlockSides(16, 16, 32);

  @TempDir private Path folder;

  /** Two cells that meet at x = 16. */
  private static SegmentValidation.Part halves() {
    long[] labels = new long[SIDES.voxels()];
    float[] grey = new float[labels.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % SIDES.x() < 16 ? 1 : 2;
      grey[i] = labels[i] / 3f;
    }
    return new SegmentValidation.Part(SIDES, new BlockSource.Block(grey, labels));
  }

  private SegmentValidation validation(Integer patience, boolean resumed) {
    ValidationOptions options = new ValidationOptions(10, List.of(0.25, 0.5), patience);
    return new SegmentValidation(
        List.of(halves()), WINDOW, Borders.SECTIONS, options, folder, resumed);
  }

  /** Random weights but for the last layer, whose bias is all that it gives. */
  private static Weights constant(double affinity, NDManager manager) {
    Weights weights = Weights.initialise(MambaUnet.parameters(CONFIG), 1, manager);
    NDArray last = weights.get("out.conv.conv.weight");
    last.set(new float[(int) last.size()]);
    float[] biases = new float[3];
    Arrays.fill(biases, (float) Math.log(affinity / (1 - affinity)));
    weights.get("out.conv.conv.bias").set(biases);
    return weights;
  }

  @Test
  void oneSegmentMergesTheTruth() {
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      Map<String, Double> figures = validation(null, false).figures(CONFIG, constant(0.9, manager));
      // The border's two voxels are widened to 0: of each row 30 voxels of 32 are in cells, and
      // along x one of each cell's 15 begins anew where the border ends.
      double ones = (30 + 30 + 29) / 96.0;
      double error = ones * 0.01 + (1 - ones) * 0.81;
      assertThat(figures.get("affinityError")).isCloseTo(error, within(1e-5));
      assertThat(figures.get("voiSplit@0.50")).isCloseTo(0, within(1e-12));
      assertThat(figures.get("voiMerge@0.50")).isCloseTo(1, within(1e-12)); // bit
      assertThat(figures.keySet())
          .containsExactly(
              "affinityError",
              "voiSplit@0.25",
              "voiMerge@0.25",
              "arand@0.25",
              "voiSplit@0.50",
              "voiMerge@0.50",
              "arand@0.50");
    }
  }

  @Test
  void theBestIsExportedAndPatienceEnds() {
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      List<Path> exports = new ArrayList<>();
      List<Double> thresholds = new ArrayList<>();
      SegmentValidation validation = validation(2, false);
      double[] affinities = {0.6, 0.9, 0.7, 0.8};
      for (int i = 0; i < affinities.length; i++) {
        long step = 10L * (i + 1);
        Weights weights = constant(affinities[i], manager);
        validation.validate(
            step,
            CONFIG,
            weights,
            (averages, threshold, out) -> {
              thresholds.add(threshold);
              exports.add(out);
            });
        assertThat(validation.validate(step + 5, CONFIG, weights, null)).isEmpty();
        assertThat(validation.endsEarly(step)).isEqualTo(i == 3);
      }
      assertThat(exports).hasSize(2).allMatch(out -> out.equals(folder.resolve("best")));
      assertThat(Files.isDirectory(folder.resolve("best"))).isTrue();
      assertThat(thresholds).containsExactly(0.5, 0.25); // 0.25 leaves the sections of 0.6 apart
      SegmentValidation resumed = validation(2, true);
      assertThat(resumed.endsEarly(40)).isTrue();
      assertThat(resumed.threshold()).isEqualTo(0.25);
      assertThat(resumed.endsEarly(30)).isFalse();
      assertThat(validation(2, false).endsEarly(40)).isFalse();
    }
  }

  @Test
  void optionsAreChecked() {
    assertThatThrownBy(() -> new ValidationOptions(10, List.of(0.5, 0.4), null))
        .hasMessage("thresholds is [0.5, 0.4]; accepted is a list that rises");
    assertThatThrownBy(() -> new ValidationOptions(0, List.of(), null))
        .hasMessageContaining("every is 0");
  }
}
