package dev.sprout.xar.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.sprout.core.RandomStream;
import dev.sprout.flow.LogitNormalTimes;
import dev.sprout.flow.NormalStream;
import dev.sprout.flow.PictureNoise;
import dev.sprout.flow.SolverName;
import dev.sprout.flow.SolverOptions;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.GaussianNoise;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.train.AdamW;
import dev.sprout.nn.train.OptimiserOptions;
import dev.sprout.xar.network.Conditions;
import dev.sprout.xar.network.LatentTokens;
import dev.sprout.xar.network.Prefix;
import dev.sprout.xar.network.PrefixConfig;
import dev.sprout.xar.network.XarConfig;
import dev.sprout.xar.network.XarNetwork;
import dev.sprout.xar.sampling.SamplingOptions;
import dev.sprout.xar.sampling.XarSampler;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Four pictures told apart by their prefixes alone come back after a short training. */
class PrefixOverfitTest {
  private static final int PICTURES = 4;
  private static final int COPIES = 4; // of each picture in a batch, at other times
  private static final int STEPS = 300;
  private static final XarConfig CONFIG =
      new XarConfig(4, 4, 2, 48, 1, 1, 2, 1, "cell 2", 1).withPrefix(new PrefixConfig(3, 4));
  private static final OptimiserOptions ADAMW =
      new OptimiserOptions(3e-3, 0.9, 0.98, 1e-8, 0, 1, 0.99);

  @Test
  void prefixesTellPicturesApart() {
    try (NDManager manager = NDManager.newBaseManager()) {
      RandomStream random = new RandomStream(1);
      NDArray latents = GaussianNoise.draw(random, manager, new Shape(PICTURES, 2, 4, 4));
      NDArray ids = GaussianNoise.draw(random, manager, new Shape(PICTURES, 3, 4));
      Weights weights = Weights.initialise(XarNetwork.parameters(CONFIG), 2, manager);
      XarNetwork network = new XarNetwork(CONFIG, weights, Precision.FP32, manager);
      NDArray data = new LatentTokens(CONFIG).sequence(latents).tile(new long[] {COPIES, 1, 1});
      train(network, weights, data, ids.tile(new long[] {COPIES, 1, 1}));

      NDArray none = network.noClass(manager, PICTURES, 1);
      NDArray drawn =
          new XarSampler(network)
              .sample(
                  new Conditions(none, Prefix.of(ids)),
                  Conditions.of(none),
                  SamplingOptions.of(new SolverOptions(SolverName.EULER, 10), 1),
                  new PictureNoise(
                      LongStream.range(0, PICTURES).mapToObj(NormalStream::of).toList()));
      double own = drawn.sub(latents).square().mean().getFloat();
      NDArray others = latents.get("1:").concat(latents.get("0:1"), 0);
      double other = drawn.sub(others).square().mean().getFloat();
      assertThat(own).isLessThan(0.05);
      assertThat(other).isGreaterThan(1);
    }
  }

  private static void train(XarNetwork network, Weights weights, NDArray data, NDArray ids) {
    NDManager manager = data.getManager();
    XarLoss loss = new XarLoss(network, false);
    ConditionDropout dropout = new ConditionDropout(network, 0.1);
    int batch = PICTURES * COPIES;
    long[][] labels =
        LongStream.range(0, batch).mapToObj(i -> new long[] {1}).toArray(long[][]::new);
    try (AdamW optimiser = new AdamW(weights, ADAMW, manager)) {
      for (int step = 1; step <= STEPS; step++) {
        RandomStream random = new RandomStream(3, step);
        try (NDManager scope = manager.newSubManager();
            GradientCollector collector = Engine.getInstance().newGradientCollector()) {
          NDArray tokens = data.duplicate();
          tokens.attach(scope);
          NDArray embeddings = ids.duplicate();
          embeddings.attach(scope);
          NDArray noise = GaussianNoise.draw(random, scope, data.getShape());
          NDArray times = LogitNormalTimes.STANDARD.draw(random, scope, new Shape(batch, 4));
          Prefix prefix = new Prefix(embeddings, List.of());
          Conditions conditions =
              dropout.conditions(scope, labels, prefix, dropout.draw(batch, random));
          collector.backward(loss.of(tokens, noise, times, conditions));
        }
        optimiser.step(step, ADAMW.learningRate() * (1 - step / (STEPS + 1.0)));
      }
    }
  }
}
