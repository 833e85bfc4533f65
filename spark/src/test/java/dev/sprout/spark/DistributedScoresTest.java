package dev.sprout.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sprout.core.RandomStream;
import dev.sprout.evaluation.FeatureProtocol;
import dev.sprout.evaluation.Metric;
import dev.sprout.evaluation.metrics.FeatureMatrix;
import dev.sprout.evaluation.metrics.FrechetDistance;
import dev.sprout.evaluation.metrics.KernelDistance;
import dev.sprout.evaluation.metrics.PrecisionRecall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features by formula: the scores are compared with those of one machine. */
class DistributedScoresTest {
  private static final Formula REAL = new Formula(12, 1000, 0);
  private static final Formula FAKE = new Formula(12, 1000, 0.25);
  private static final FeatureProtocol PROTOCOL =
      new FeatureProtocol("inception", "6726825d", "2048", "tf1", "fp32");

  private static final List<Metric> FD = List.of(Metric.FD);

  @TempDir private Path folder;

  /** Vectors far from the origin, around a mean; every 100th picture can't be read. */
  private record Formula(int dimension, double origin, double mean) implements PartWork<Long> {
    @Override
    public String schema() {
      return """
      message features {
        required int64 k;
        optional binary features;
        optional binary error (STRING);
      }
      """;
    }

    @Override
    public void work(int part, long first, List<Long> records, PartRows rows) {
      for (long k : records) {
        Group row = rows.row(k);
        if (isBroken(k)) {
          rows.fail(row, "broken");
          continue;
        }
        ByteBuffer bytes =
            ByteBuffer.allocate(Float.BYTES * dimension).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector(k));
        row.add("features", Binary.fromConstantByteArray(bytes.array()));
      }
    }

    private static boolean isBroken(long k) {
      return k % 100 == 99;
    }

    /** Correlated and far from the origin, where sums of squares would lose digits. */
    private float[] vector(long k) {
      float[] noise = new RandomStream(7, k).gaussians(dimension);
      for (int d = 0; d < dimension; d++) {
        noise[d] = (float) (origin + mean * d + noise[d] + 0.5 * noise[0]);
      }
      return noise;
    }

    /** All vectors but those that can't be read. */
    private List<float[]> all(int count) {
      return LongStream.range(0, count).filter(k -> !isBroken(k)).mapToObj(this::vector).toList();
    }
  }

  private FeatureParts parts(
      SparkSession session, String name, Formula formula, int count, int size) {
    JobFolder output = Job.folder(folder.resolve(name));
    output.begin(Map.of("job", name));
    List<Long> all = LongStream.range(0, count).boxed().toList();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    int parts =
        new PartRun(session, output, size, count)
            .run(Numbered.of(all, context), formula, done -> {})
            .parts();
    return new FeatureParts(output, parts, formula.dimension());
  }

  private DistributedScores.Report scores(String master, String name, int size) {
    SparkSession session = Job.session(master);
    try {
      FeatureParts real = parts(session, name + "-real", REAL, 1300, size);
      FeatureParts fake = parts(session, name + "-fake", FAKE, 700, size);
      return new DistributedScores(
              JavaSparkContext.fromSparkContext(session.sparkContext()), PROTOCOL, 1)
          .of(
              "real",
              real,
              "fake",
              fake,
              new DistributedScores.Options(
                  List.of(Metric.FD, Metric.KD, Metric.PRECISION_RECALL), 3, 200, 5));
    } finally {
      session.stop();
    }
  }

  @Test
  void scoresAreThoseOfOneMachineWhateverTheParts() {
    DistributedScores.Report found = scores("local[2]", "a", 64);
    DistributedScores.Report other = scores("local[1]", "b", 1000);
    FeatureMatrix real = FeatureMatrix.ofRows(REAL.all(1300));
    FeatureMatrix fake = FeatureMatrix.ofRows(FAKE.all(700));
    KernelDistance kernel =
        KernelDistance.of(real, fake, KernelDistance.subsets(real.rows(), fake.rows(), 5, 200, 3));
    PrecisionRecall shares = PrecisionRecall.of(real, fake);
    assertThat(shares.recall()).isBetween(0.01, 0.99);
    assertThat(shares.precision()).isBetween(0.01, 0.99);
    assertThat(found.realCount()).isEqualTo(1287);
    for (DistributedScores.Report report : List.of(found, other)) {
      List<DistributedScores.Score> scores = report.scores();
      assertThat(scores)
          .extracting(DistributedScores.Score::name)
          .containsExactly("FID", "KID", "precision", "recall");
      assertThat(scores.get(0).value())
          .isCloseTo(FrechetDistance.of(real, fake).value(), within(1e-9));
      assertThat(scores.get(1).value()).isEqualTo(kernel.mean());
      assertThat(scores.get(1).deviation()).isEqualTo(kernel.deviation());
      assertThat(scores.get(2).value()).isEqualTo(shares.precision());
      assertThat(scores.get(3).value()).isEqualTo(shares.recall());
    }
  }

  /**
   * Deviations of 1 at 10,000: plain sums of squares would leave no digit. The reference has 60,
   * and the trace of the root in closed form.
   */
  @Test
  void sumsFarFromTheOriginKeepNineDigits() {
    Formula first = new Formula(2, 10_000, 0);
    Formula second = new Formula(2, 10_000, 0.01);
    SparkSession session = Job.session("local[2]");
    try {
      FeatureParts real = parts(session, "far-real", first, 20_000, 500);
      FeatureParts fake = parts(session, "far-fake", second, 13_000, 500);
      double found =
          new DistributedScores(
                  JavaSparkContext.fromSparkContext(session.sparkContext()), PROTOCOL, 1)
              .of("real", real, "fake", fake, new DistributedScores.Options(FD, 0, 0, 1))
              .scores()
              .get(0)
              .value();
      double exact = ExactPlane.of(first.all(20_000)).frechet(ExactPlane.of(second.all(13_000)));
      assertThat(exact).isBetween(1e-5, 1e-2);
      assertThat(found).isCloseTo(exact, within(1e-9 * exact));
    } finally {
      session.stop();
    }
  }
}
