package dev.sprout.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.TorchScript;
import dev.sprout.nn.train.BatchKey;
import dev.sprout.nn.train.Exporter;
import dev.sprout.nn.train.TrainingTask;
import java.nio.file.Path;
import java.util.Map;

/**
 * Prediction of the next id: the mean cross-entropy over the ids that count, text and picture codes
 * alike (SEED-LLaMA, section 3.2). Its exponential is recorded as {@code perplexity}.
 */
public abstract class LanguageTraining implements TrainingTask {
  private static final TorchScript SCRIPT =
      TorchScript.load(LanguageTraining.class, "LanguageTraining.torchscript");

  private final SequenceSource source;
  private final int batch;
  private final Exporter exporter;

  LanguageTraining(SequenceSource source, int batch, Exporter exporter) {
    this.source = source;
    this.batch = batch;
    this.exporter = exporter;
  }

  /** The network over the present weights, for one step. */
  protected abstract LlamaNetwork network(NDManager scope);

  @Override
  public int batch() {
    return batch;
  }

  @Override
  public NDArray loss(BatchKey key, NDManager scope, Map<String, Double> meters) {
    NDArray loss =
        loss(network(scope), TokenBatch.of(source.draw(key.batch(), key.random()), scope));
    meters.put("perplexity", Math.exp(loss.getFloat()));
    return loss;
  }

  @Override
  public void export(Weights averages, Path folder) {
    exporter.export(averages, folder);
  }

  /** Only what counts goes through the output head, the largest matrix of small networks. */
  private static NDArray loss(LlamaNetwork network, TokenBatch batch) {
    NDArray hidden = LlamaNetwork.rows(network.hidden(batch.inputs()), batch.places()); // [M, D]
    return SCRIPT.call("loss", network.head(hidden), batch.targets(), batch.weights());
  }
}
