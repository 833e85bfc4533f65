package dev.sprout.evaluation.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.sprout.core.UserError;
import dev.sprout.evaluation.metrics.FeatureMatrix;
import dev.sprout.evaluation.metrics.FrechetDistance;
import dev.sprout.evaluation.metrics.InceptionScore;
import dev.sprout.evaluation.metrics.KernelDistance;
import dev.sprout.evaluation.metrics.PrecisionRecall;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.verify.Check;
import dev.sprout.nn.weights.NpzFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Recomputes recorded scores of recorded features. */
public final class ScoreVerification {
  private static final String REAL = "features_real";
  private static final String FAKE = "features_fake";
  private static final String LOGITS = "logits";

  private final NpzFile vectors;
  private final NDManager manager;
  private final List<Check> checks = new ArrayList<>();

  private ScoreVerification(NpzFile vectors, NDManager manager) {
    this.vectors = vectors;
    this.manager = manager;
  }

  /**
   * Compares every recorded score.
   *
   * @param file {@code features_real}, {@code features_fake}, {@code logits} and scores of them
   *     ({@code image_metrics.npz}), or {@code real}, {@code fake} and others with their scores in
   *     a JSON file of the same name ({@code embeddings.npz})
   * @throws UserError when the file can't be read or is neither
   */
  public static List<Check> run(Path file) {
    try (NDManager manager = ComputeDevice.CPU.newManager();
        NpzFile vectors = NpzFile.open(file)) {
      if (vectors.names().contains("real")) {
        return new EmbeddingVerification(file, vectors, manager).checks();
      }
      ScoreVerification verification = new ScoreVerification(vectors, manager);
      verification.compare(file);
      return verification.checks;
    }
  }

  private void compare(Path file) {
    Set<String> names = vectors.names();
    if (names.contains("fid")) {
      compare("fid", FrechetDistance.of(real(), fake()).value());
    }
    if (names.contains("kid_unbiased_full")) {
      compare("kid_unbiased_full", KernelDistance.of(real(), fake()).mean());
    }
    if (names.contains("precision")) {
      compare("precision", PrecisionRecall.of(real(), fake()).precision());
    }
    if (names.contains("recall")) {
      compare("recall", PrecisionRecall.of(real(), fake()).recall());
    }
    if (names.contains("is_mean")) {
      compare("is_mean", inceptionScore().mean());
    }
    if (names.contains("is_std")) {
      compare("is_std", inceptionScore().deviation());
    }
    if (checks.isEmpty()) {
      throw UserError.failure(
          "%s holds no known score; accepted are segmentation_metrics.npz, image_metrics.npz and"
              + " embeddings.npz with embeddings.json",
          file);
    }
  }

  private FeatureMatrix real() {
    return features(vectors, REAL, manager);
  }

  private FeatureMatrix fake() {
    return features(vectors, FAKE, manager);
  }

  private InceptionScore inceptionScore() {
    return InceptionScore.of(features(vectors, LOGITS, manager), InceptionScore.SPLITS);
  }

  private void compare(String name, double computed) {
    double recorded =
        vectors.read(name, manager).toType(DataType.FLOAT64, false).toDoubleArray()[0];
    checks.add(check(name, computed, recorded));
  }

  /** Difference of two numbers, measured as {@link Check} does. */
  static Check check(String name, double computed, double recorded) {
    return new Check(name, Math.abs(computed - recorded) / Math.max(1, Math.abs(recorded)));
  }

  /** An array [N, D] as features. */
  static FeatureMatrix features(NpzFile vectors, String name, NDManager manager) {
    long[] shape = vectors.info(name).shape();
    if (shape.length != 2 || shape[1] < 1) {
      throw UserError.failure(
          "%s has the shape %s; accepted are rows of features", name, Arrays.toString(shape));
    }
    try (NDArray array = vectors.read(name, manager)) {
      return new FeatureMatrix(
          array.toType(DataType.FLOAT32, false).toFloatArray(), (int) shape[1]);
    }
  }
}
