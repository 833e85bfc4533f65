package dev.sprout.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sprout.core.UserError;
import dev.sprout.evaluation.ReconstructionEvaluation.Way;
import dev.sprout.evaluation.metrics.Statistics;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFeaturesTest {
  private static final PictureFeatures COLOURS =
      new PictureFeatures(new MeanColours(), "mean", "fp32", false);

  private static final String MIXED = ", pictures of mixed sizes";

  @TempDir private Path folder;

  private static Picture grey(int value, int side) {
    byte[] rgb = new byte[3 * side * side];
    Arrays.fill(rgb, (byte) value);
    return new Picture(side, side, rgb);
  }

  private PictureSource source(int... greys) {
    for (int i = 0; i < greys.length; i++) {
      Png.write(folder.resolve("%03d.png".formatted(i)), grey(greys[i], 16), Map.of());
    }
    return PictureSource.open(folder);
  }

  private static FeatureSet read(PictureSource source) {
    return COLOURS.read("set", source, true, done -> {});
  }

  @Test
  void featuresComeInTheOrderOfTheSource() {
    int[] greys = new int[70]; // more than two batches
    for (int i = 0; i < greys.length; i++) {
      greys[i] = 1 + 3 * i;
    }
    List<Integer> progress = new ArrayList<>();
    try (PictureSource source = source(greys)) {
      FeatureSet set = COLOURS.read("set", source, false, progress::add);
      for (int i = 0; i < greys.length; i++) {
        assertThat(set.features().orElseThrow().get(i, 2)).isCloseTo(greys[i], within(1e-3f));
      }
      assertThat(set.logits()).isEmpty();
      assertThat(read(source).logits()).isPresent();
      assertThat(progress).containsExactly(32, 64, 70);
      Statistics statistics = COLOURS.statistics("set", source, done -> {});
      assertThat(statistics.count()).isEqualTo(70);
      assertThat(statistics.mean()[0]).isCloseTo(1 + 3 * 34.5, within(1e-3));
    }
  }

  @Test
  void tooFewDamagedMixedAndNonFiniteAreRefused() throws IOException {
    try (PictureSource one = source(5)) {
      assertThatThrownBy(() -> read(one)).hasMessageContaining("set holds one picture");
    }
    try (PictureSource black = source(5, 0)) {
      assertThatThrownBy(() -> read(black))
          .hasMessageContainingAll("pictures 000.png to 001.png", "NaN");
    }
    Png.write(folder.resolve("001.png"), grey(9, 20), Map.of());
    try (PictureSource mixed = PictureSource.open(folder)) {
      assertThatThrownBy(() -> read(mixed))
          .hasMessageContaining("001.png has 20×20 pixels and 000.png 16×16");
      PictureFeatures tolerant = new PictureFeatures(new MeanColours(), "mean", "fp32", true);
      assertThat(tolerant.read("set", mixed, false, done -> {}).count()).isEqualTo(2);
      assertThat(tolerant.protocol().input()).isEqualTo(COLOURS.protocol().input() + MIXED);
    }
    Files.write(folder.resolve("001.png"), new byte[] {1, 2, 3});
    try (PictureSource broken = PictureSource.open(folder)) {
      assertThatThrownBy(() -> read(broken))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("001.png");
    }
  }

  @Test
  void reconstructionsAreScoredAgainstClosedForms() {
    ReconstructionEvaluation evaluation = new ReconstructionEvaluation(COLOURS);
    List<Picture> originals = List.of(grey(100, 16), grey(50, 16));
    List<Picture> rebuilt = List.of(grey(105, 16), grey(60, 16));
    evaluation.add(List.of("a", "b"), originals, rebuilt);
    ReconstructionEvaluation.Report report = evaluation.report(Way.GIVEN);
    double first = 20 * Math.log10(255 / 5.0);
    double second = 20 * Math.log10(255 / 10.0);
    assertThat(report.psnr()).isCloseTo((first + second) / 2, within(1e-9));
    assertThat(report.meanSquaredError()).isCloseTo((25 + 100) / 2.0, within(1e-9));
    assertThat(report.distance()).isEqualTo("rFD-Colours");
    // means 75 and 82.5 of three channels, standard deviations 50/√2 and 45/√2, all along a line
    double expected = 3 * 7.5 * 7.5 + 3 * 5 * 5 / 2.0;
    assertThat(report.frechetDistance()).isCloseTo(expected, within(1e-2));
    assertThat(report.rankDeficient()).isTrue();
    assertThat(report.protocol().features()).isEqualTo(COLOURS.protocol());
    assertThat(report.protocolHash())
        .matches("[0-9a-f]{64}")
        .isNotEqualTo(evaluation.report(new Way("ids", 16, 0L)).protocolHash());
    List<Picture> large = List.of(grey(7, 20));
    assertThatThrownBy(() -> evaluation.add(List.of("c"), large, large))
        .hasMessageContaining("c has 20×20 pixels and a 16×16");
  }

  @Test
  void equalReconstructionsHaveInfinitePsnrAndOtherSizesAreNamed() {
    ReconstructionEvaluation evaluation = new ReconstructionEvaluation(null);
    evaluation.add(List.of("a"), List.of(grey(1, 16)), List.of(grey(1, 16)));
    assertThat(evaluation.report(Way.GIVEN).psnr()).isNull();
    assertThat(evaluation.report(Way.GIVEN).ssim()).isCloseTo(1, within(1e-12));
    assertThat(evaluation.report(Way.GIVEN).distance()).isNull();
    assertThatThrownBy(
            () -> evaluation.add(List.of("b"), List.of(grey(1, 16)), List.of(grey(1, 17))))
        .hasMessageContaining("b: ");
    assertThatThrownBy(() -> new ReconstructionEvaluation(COLOURS).report(Way.GIVEN))
        .hasMessageContaining("0 pairs are too few");
  }

  @Test
  void pairsHaveOneNameButForTheEnding(@TempDir Path other) {
    try (PictureSource originals = source(5, 6)) {
      Png.write(other.resolve("001.PNG"), grey(1, 16), Map.of());
      try (PictureSource half = PictureSource.open(other)) {
        assertThatThrownBy(() -> PairedPictures.of(originals, half))
            .hasMessageContaining("--fake holds no partner of 1 pictures: 000");
        assertThatThrownBy(() -> PairedPictures.of(half, originals))
            .hasMessageContaining("--real holds no partner of 1 pictures: 000");
      }
      Png.write(other.resolve("000.apng"), grey(1, 16), Map.of());
      try (PictureSource whole = PictureSource.open(other)) {
        assertThat(PairedPictures.of(originals, whole).names()).containsExactly("000", "001");
      }
      Png.write(other.resolve("000.png"), grey(1, 16), Map.of());
      try (PictureSource twice = PictureSource.open(other)) {
        assertThatThrownBy(() -> PairedPictures.of(originals, twice))
            .hasMessageContaining("000.apng and 000.png have one name");
      }
    }
  }
}
