package dev.sprout.nn.train;

import ai.djl.ndarray.NDManager;
import dev.sprout.core.AtomicFile;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Trains any {@link TrainingTask}: loss, gradients, AdamW, averages; metrics, previews and
 * checkpoints on the way. A run that is killed and resumed ends with the same weights as one that
 * was not.
 */
public final class TrainingLoop {
  private final TrainingTask trainee;
  private final TrainingOptions options;
  private final Path folder;
  private final NDManager parent;

  /**
   * A run of one trainee.
   *
   * @param folder where checkpoints, metrics, previews and the finished model go; made if missing
   * @param parent of the managers that own all state; the weights' device
   */
  public TrainingLoop(
      TrainingTask trainee, TrainingOptions options, Path folder, NDManager parent) {
    this.trainee = trainee;
    this.options = options;
    this.folder = folder;
    this.parent = parent;
  }

  /**
   * Trains to the last step and exports the model.
   *
   * @param resume go on from the newest checkpoint in the folder, if there is one
   * @throws UserError when the folder holds another run and {@code resume} is false, or when the
   *     loss is no longer a number; the last good checkpoint stays
   */
  public void run(boolean resume) {
    AtomicFile.makeFolder(folder);
    Checkpoints checkpoints = new Checkpoints(folder, options.keep());
    try (NDManager manager = parent.newSubManager();
        AdamW optimiser = new AdamW(trainee.weights(), options.optimiser(), manager);
        MicroBatches lanes = new MicroBatches(trainee, options);
        Metrics metrics = new Metrics(folder.resolve("metrics.jsonl"), options, trainee.batch())) {
      Map<String, Weights> state = state(optimiser);
      long done = checkpoints.restore(options.seed(), state).orElse(0L);
      if (done > 0 && !resume) {
        throw UserError.badRequest(
            "%s already holds a run of %d steps; resume it, or name another folder", folder, done);
      }
      metrics.start(done);
      for (long step = done + 1; step <= options.steps(); step++) {
        step(step, lanes, optimiser, metrics);
        if (step % options.checkpointEvery() == 0 || step == options.steps()) {
          checkpoints.save(step, options.seed(), state);
          trainee.export(optimiser.averages(), folder);
        }
        if (step % options.previewEvery() == 0 || step == options.steps()) {
          trainee.preview(optimiser.averages(), folder.resolve("preview-%09d.png".formatted(step)));
        }
      }
    }
  }

  private Map<String, Weights> state(AdamW optimiser) {
    Map<String, Weights> state = new LinkedHashMap<>();
    state.put("model", trainee.weights());
    state.put("average", optimiser.averages());
    state.put("moment1", optimiser.firstMoments());
    state.put("moment2", optimiser.secondMoments());
    return state;
  }

  private void step(long step, MicroBatches lanes, AdamW optimiser, Metrics metrics) {
    Map<String, Double> meters = new LinkedHashMap<>();
    double rate = options.learningRate(step);
    try (NDManager scope = parent.newSubManager()) {
      double loss = lanes.backward(step, scope, meters);
      double norm = optimiser.step(step, rate);
      if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
        throw UserError.failure(
            "training stopped at step %d: the loss is %s and the gradient norm %s. The last"
                + " checkpoint in %s is good; resume from it with a lower learningRate or in"
                + " fp32.",
            step, loss, norm, folder);
      }
      meters.put("gradientNorm", norm);
      meters.put("learningRate", rate);
      metrics.record(step, loss, meters);
    }
  }
}
