package dev.sprout.seed;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.sprout.core.RandomStream;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.GaussianNoise;
import dev.sprout.nn.ops.Precision;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SeedNetworkTest {
  static final SeedConfig SMALL =
      new SeedConfig(
          32,
          8,
          24,
          2,
          3,
          48,
          32,
          true,
          16,
          4,
          2,
          32,
          24,
          8,
          1,
          List.of(12, 4),
          0,
          20,
          40,
          8,
          12,
          null);

  private final NDManager manager = ComputeDevice.CPU.newManager();
  private final Weights weights = Weights.initialise(SeedNetwork.parameters(SMALL), 3, manager);
  private final SeedNetwork network = new SeedNetwork(SMALL, weights, Precision.FP32);
  private final NDManager scope = manager.newSubManager();
  private final NDArray pixels =
      GaussianNoise.draw(new RandomStream(1), scope, new Shape(2, 3, 32, 32));

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void idsDontDependOnLaterQueries() {
    NDArray vision = network.vision(pixels);
    NDArray all = network.causalEmbeddings(vision);
    NDArray allIds = network.quantiser().ids(network.project(all));
    for (int count : new int[] {1, 5, 31}) {
      NDArray some = network.causalEmbeddings(vision, count);
      assertThat(difference(some, all.get(new NDIndex(":, :" + count)))).isLessThan(1e-5f);
      assertThat(network.quantiser().ids(network.project(some)))
          .isEqualTo(allIds.get(new NDIndex(":, :" + count)));
    }
    weights.get("query_tokens").get(new NDIndex(":, 20")).muli(-5);
    NDArray changed = network.causalEmbeddings(vision);
    assertThat(difference(changed.get(":, :20"), all.get(":, :20"))).isLessThan(1e-5f);
    assertThat(difference(changed.get(":, 20:"), all.get(":, 20:"))).isGreaterThan(1e-3f);
  }

  /** What nested dropout builds on: the first ids stay the same without the later queries. */
  @Test
  void finiteScalarsOfTheFirstQueriesDontDependOnLaterOnes() {
    Quantiser finite = new FiniteScalarQuantiser(List.of(5, 5, 3, 3, 3, 2, 2, 2));
    NDArray vision = network.vision(pixels);
    NDArray all = finite.ids(network.project(network.causalEmbeddings(vision)));
    for (int count : new int[] {1, 2, 4, 8, 16}) {
      assertThat(finite.ids(network.project(network.causalEmbeddings(vision, count))))
          .isEqualTo(all.get(new NDIndex(":, :" + count)));
    }
  }

  @Test
  void theNearestCodeIsTheNearest() {
    NDArray projected = network.project(network.causalEmbeddings(network.vision(pixels)));
    long[] ids = network.quantiser().ids(projected).toLongArray();
    float[] vectors = projected.toFloatArray();
    float[] codebook = weights.get("quantize.embedding.weight").toFloatArray();
    for (int i = 0; i < ids.length; i++) {
      int best = -1;
      double least = Double.MAX_VALUE;
      for (int code = 0; code < SMALL.codes(); code++) {
        double distance = 0;
        for (int k = 0; k < 8; k++) {
          distance += Math.pow(vectors[8 * i + k] - (double) codebook[8 * code + k], 2);
        }
        best = distance < least ? code : best;
        least = Math.min(least, distance);
      }
      assertThat(ids[i]).isEqualTo(best);
    }
  }

  @Test
  void aBatchGivesWhatItsPicturesGive() {
    NDArray both = network.causalEmbeddings(network.vision(pixels));
    NDArray second = network.causalEmbeddings(network.vision(pixels.get(new NDIndex("1:"))));
    assertThat(difference(both.get(new NDIndex("1:")), second)).isLessThan(1e-5f);
  }

  @Test
  void paddingChangesNoText() {
    NDArray words = scope.create(new long[] {1, 7, 9, 0, 0, 0, 0, 0}, new Shape(1, 8));
    NDArray present = scope.create(new float[] {1, 1, 1, 0, 0, 0, 0, 0}, new Shape(1, 8));
    NDArray padded = network.textEmbedding(words, present);
    NDArray plain = network.textEmbedding(words.get(":, :3"), present.get(":, :3"));
    assertThat(difference(padded, plain)).isLessThan(1e-5f);
    assertThat(padded.norm().getFloat()).isBetween(0.9999f, 1.0001f);
  }

  @Test
  void nothingStaysWithTheWeights() {
    NDArray vision = network.vision(pixels);
    NDArray causal = network.causalEmbeddings(vision);
    NDArray ids = network.quantiser().ids(network.project(causal));
    NDArray decoded = network.decodeCodes(network.quantiser().embeddings(ids));
    NDArray words = scope.create(new long[] {1, 7, 9}, new Shape(1, 3));
    List<NDArray> results =
        List.of(
            vision,
            causal,
            ids,
            network.quantiser().embeddings(ids),
            decoded,
            network.reconstructCausal(decoded),
            network.generationEmbedding(decoded),
            network.imageEmbedding(causal),
            network.textEmbedding(words, words.onesLike().toType(vision.getDataType(), false)));
    assertThat(results).allMatch(result -> result.getManager() == scope);
  }

  private static float difference(NDArray a, NDArray b) {
    return a.sub(b).abs().max().getFloat();
  }
}
