package dev.sprout.nn.train;

import ai.djl.ndarray.NDManager;
import dev.sprout.core.AtomicFile;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Training loop of any {@link TrainingTask}: loss, gradients, AdamW, averages; metrics, previews
 * and checkpoints. A killed and resumed run ends with the same weights as an uninterrupted one.
 */
public final class TrainingLoop {
  private final TrainingTask task;
  private final TrainingOptions options;
  private final Path folder;
  private final NDManager parent;
  private final Checkpoints checkpoints;

  /**
   * Creates the loop of one task.
   *
   * @param folder folder of checkpoints, metrics, previews and the finished model; made if missing
   * @param parent parent of the managers of all state, on the weights' device
   */
  public TrainingLoop(TrainingTask task, TrainingOptions options, Path folder, NDManager parent) {
    this.task = task;
    this.options = options;
    this.folder = folder;
    this.parent = parent;
    this.checkpoints = new Checkpoints(folder, options.keep());
  }

  /** Like {@link #run(boolean, Consumer)}, without notices. */
  public void run(boolean resume) {
    run(resume, notice -> {});
  }

  /**
   * Trains to the last step, or to where the task ends early, and exports the model.
   *
   * @param resume continue from the newest checkpoint in the folder, if any
   * @param notices receiver of a sentence about each damaged checkpoint, or about a run to resume
   *     that isn't there
   * @throws UserError when the folder holds a run and {@code resume} is false, or the loss is no
   *     longer a number; checkpoints stay
   */
  public void run(boolean resume, Consumer<String> notices) {
    AtomicFile.makeFolder(folder);
    if (checkpoints.newestStep() > 0) {
      Checkpoints.requireResume(folder, checkpoints.newestStep(), resume);
    }
    try (NDManager manager = parent.newSubManager();
        AdamW optimiser = new AdamW(task.weights(), options.optimiser(), task::rate, manager);
        MicroBatches batches = new MicroBatches(task, options);
        Metrics metrics = new Metrics(folder.resolve("metrics.jsonl"), options, task.batch())) {
      Map<String, Weights> state = state(optimiser);
      long done = checkpoints.restore(options.seed(), state, notices).orElse(0L);
      if (done > 0) {
        goOn(done, optimiser);
      } else if (resume) {
        notices.accept("%s holds no run yet; it begins at step 1".formatted(folder));
      }
      metrics.start(done);
      boolean ended = done > 0 && task.endsEarly(done);
      for (long step = done + 1; step <= options.steps() && !ended; step++) {
        step(step, batches, optimiser, metrics);
        validate(step, optimiser, metrics);
        ended = step == options.steps() || task.endsEarly(step);
        if (step % options.checkpointEvery() == 0 || ended) {
          checkpoints.save(step, options.seed(), state);
          task.export(optimiser.averages(), folder);
        }
        preview(step, optimiser);
      }
    }
  }

  /** Completes what follows a checkpoint, as the run may have been killed in between. */
  private void goOn(long done, AdamW optimiser) {
    if (done > options.steps()) {
      throw UserError.badRequest(
          "the run in %s has %d steps already; the configuration sets %d",
          folder, done, options.steps());
    }
    task.export(optimiser.averages(), folder);
    preview(done, optimiser);
  }

  private void preview(long step, AdamW optimiser) {
    if (options.previewsAt(step)) {
      String name = String.format(Locale.ROOT, "preview-%09d.png", step);
      task.preview(optimiser.averages(), folder.resolve(name));
    }
  }

  private void validate(long step, AdamW optimiser, Metrics metrics) {
    metrics.validation(step, () -> task.validate(step, optimiser.averages()));
  }

  private Map<String, Weights> state(AdamW optimiser) {
    Map<String, Weights> state = new LinkedHashMap<>();
    state.put("model", task.weights());
    state.put("average", optimiser.averages());
    state.put("moment1", optimiser.firstMoments());
    state.put("moment2", optimiser.secondMoments());
    return state;
  }

  private void step(long step, MicroBatches batches, AdamW optimiser, Metrics metrics) {
    Map<String, Double> meters = new LinkedHashMap<>();
    double rate = options.learningRate(step);
    try (NDManager scope = parent.newSubManager()) {
      double loss = batches.backward(step, scope, meters);
      double norm = optimiser.step(step, rate);
      if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
        throw diverged(step, loss, norm);
      }
      meters.put("gradientNorm", norm);
      meters.put("learningRate", rate);
      metrics.record(step, loss, meters);
    }
  }

  private UserError diverged(long step, double loss, double norm) {
    long saved = checkpoints.newestStep();
    String left =
        saved == 0
            ? "No checkpoint was written; start again"
            : "The newest checkpoint in %s is of step %d; resume from it, or start again"
                .formatted(folder, saved);
    return UserError.failure(
        "training stopped at step %d: the loss is %s and the gradient norm %s. %s with a lower"
            + " learningRate or in fp32.",
        step, loss, norm, left);
  }
}
