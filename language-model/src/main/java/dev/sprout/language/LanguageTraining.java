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
 * Next-id training: the loss is the weighted mean of cross-entropies, text and image codes alike
 * (SEED-LLaMA, section 3.2). The exponential of the loss is recorded as {@code perplexity}.
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

  /** The network with the present weights, for one step. */
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

  /** Only positions with a weight go through the output head, a small network's largest matrix. */
  private static NDArray loss(LlamaNetwork network, TokenBatch batch) {
    NDArray hidden = LlamaNetwork.rows(network.hidden(batch.inputs()), batch.positions()); // [M, D]
    return SCRIPT.call("loss", network.head(hidden), batch.targets(), batch.weights());
  }
}
