package dev.sprout.evaluation.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import dev.sprout.evaluation.metrics.Vectors;
import dev.sprout.nn.verify.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreVerificationTest {
  @TempDir Path folder;

  /** FID, KID, CMMD, neighbours with and without ties, FID∞ and MIND. */
  @Test
  void scoresOfEmbeddingsAreTheRecordedOnes() {
    List<Check> checks = ScoreVerification.run(Vectors.file("embeddings.npz"));
    assertThat(checks).hasSize(29).allSatisfy(check -> assertThat(check.within(1e-12)).isTrue());
  }

  @Test
  void inceptionScoresAreTheRecordedOnes() {
    List<Check> checks = ScoreVerification.run(Vectors.file("inception_score.npz"));
    assertThat(checks).hasSize(2).allSatisfy(check -> assertThat(check.within(1e-12)).isTrue());
  }

  @Test
  void anotherRecordedScoreIsFound() throws IOException {
    String recorded = Files.readString(Vectors.file("embeddings.json"));
    Path vectors = copyOfVectors();
    Files.writeString(folder.resolve("copy.json"), recorded.replace("6.972129", "6.972130"));
    assertThat(ScoreVerification.run(vectors))
        .filteredOn(check -> !check.within(1e-9))
        .extracting(Check::name)
        .containsExactly("mind value");
  }

  @Test
  void aMissingScoreIsNamed() throws IOException {
    Path vectors = copyOfVectors();
    Files.writeString(folder.resolve("copy.json"), "{\"fid\": 1, \"kid_whole_sets\": 1}");
    assertThatThrownBy(() -> ScoreVerification.run(vectors))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("copy.json has no cmmd.biased");
  }

  private Path copyOfVectors() throws IOException {
    return Files.copy(Vectors.file("embeddings.npz"), folder.resolve("copy.npz"));
  }

  @Test
  void otherArraysAreRefused() {
    assertThatThrownBy(() -> ScoreVerification.run(Vectors.file("extracted.npz")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("holds no known score");
  }
}
