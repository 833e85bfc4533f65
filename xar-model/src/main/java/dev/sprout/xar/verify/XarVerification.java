package dev.sprout.xar.verify;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import dev.sprout.core.UserError;
import dev.sprout.flow.NoiseSource;
import dev.sprout.flow.SolverName;
import dev.sprout.flow.SolverOptions;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.verify.Check;
import dev.sprout.nn.weights.NpzFile;
import dev.sprout.nn.weights.TensorShapes;
import dev.sprout.nn.weights.WeightFile;
import dev.sprout.xar.network.Conditions;
import dev.sprout.xar.network.LatentTokens;
import dev.sprout.xar.network.XarConfig;
import dev.sprout.xar.network.XarConfigReader;
import dev.sprout.xar.network.XarNetwork;
import dev.sprout.xar.sampling.SamplingOptions;
import dev.sprout.xar.sampling.XarSampler;
import dev.sprout.xar.training.XarLoss;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Verification of an xAR network against recorded arrays: a training step with gradients, or
 * latents of both published samplers.
 */
public final class XarVerification {
  private static final Pattern DRAWN = Pattern.compile("(euler_maruyama|euler)_cfg(.+)");
  private static final String GRADIENT = "grad.";

  private final NDManager manager;
  private final NpzFile vectors;
  private final Weights weights;
  private final XarNetwork network;

  private XarVerification(NDManager manager, NpzFile vectors, Weights weights, XarConfig config) {
    this.manager = manager;
    this.vectors = vectors;
    this.weights = weights;
    this.network = new XarNetwork(config, weights, Precision.FP32, manager);
  }

  /**
   * Compares all recorded arrays.
   *
   * @param heads attention heads, which shapes don't state
   * @throws UserError when a file can't be read or lacks an array
   */
  public static List<Check> run(Path weightsFile, Path vectorsFile, int heads) {
    try (NDManager manager = ComputeDevice.CPU.newManager();
        WeightFile file = WeightFile.open(weightsFile);
        NpzFile vectors = NpzFile.open(vectorsFile)) {
      String noise = vectors.names().contains("init_noise") ? "init_noise" : "noise";
      int entitySize = (int) vectors.read(noise, manager).getShape().get(2);
      int cell = TensorShapes.side(vectorsFile, entitySize, "positions of an entity");
      XarConfig config = XarConfigReader.of(weightsFile, file.tensors(), heads, cell);
      Weights weights =
          Weights.read(
              weightsFile, file, XarNetwork.parameters(config), XarNetwork::isBuffer, manager);
      XarVerification verification = new XarVerification(manager, vectors, weights, config);
      return noise.equals("noise") ? verification.trainingStep() : verification.drawing();
    }
  }

  private List<Check> trainingStep() {
    NDArray data =
        new LatentTokens(network.config()).sequence(vectors.read("latents", manager)); // [B, N, C]
    NDArray noise = entityMajor(vectors.read("noise", manager)); // [B, N, C]
    NDArray t = vectors.read("t", manager).transpose(); // [B, E]
    Conditions conditions = Conditions.of(network.embed(labels()));
    XarLoss training = new XarLoss(network, false);
    List<NDArray> blocks = new ArrayList<>();
    NDArray velocity = network.velocity(training.noisy(data, noise, t), t, conditions, blocks);
    List<Check> checks = new ArrayList<>();
    checks.add(Check.of("encoder_block0_out", blocks.get(0), recorded("encoder_block0_out")));
    NDArray encoded = network.encoded(blocks.get(network.config().encoderBlocks() - 1));
    checks.add(Check.of("encoder_out", encoded, recorded("encoder_out")));
    checks.add(Check.of("velocity", velocity, recorded("velocity")));
    weights.requireGradients();
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss = training.of(data, noise, t, Conditions.of(network.embed(labels())));
      collector.backward(loss);
      checks.add(Check.of("loss", loss.reshape(1), recorded("loss")));
    }
    vectors.names().stream()
        .filter(name -> name.startsWith(GRADIENT))
        .forEach(name -> checks.add(gradient(name)));
    return checks;
  }

  private Check gradient(String name) {
    String weight = name.substring(GRADIENT.length());
    NDArray gradient = weights.get(weight).getGradient();
    if (weight.equals("class_emb.weight")) {
      gradient = gradient.get(vectors.read("labels", manager));
    }
    return Check.of(name, gradient, recorded(name));
  }

  private List<Check> drawing() {
    int steps =
        (int) vectors.read("steps", manager).toType(DataType.INT64, true).reshape(-1).getLong(0);
    List<Check> checks = new ArrayList<>();
    for (String name : vectors.names()) {
      Matcher matcher = DRAWN.matcher(name);
      if (matcher.matches()) {
        SolverName sampler = SolverName.parse(matcher.group(1).replace('_', '-'));
        checks.add(draw(name, sampler, steps, Double.parseDouble(matcher.group(2))));
      }
    }
    if (checks.isEmpty()) {
      throw UserError.failure("the recording lacks sampled latents (euler_cfgG)");
    }
    return checks;
  }

  private Check draw(String name, SolverName sampler, int steps, double guidance) {
    XarSampler drawing = new XarSampler(network);
    NDArray classes = network.embed(labels()); // [B, D]
    NDArray latents =
        drawing.sample(
            Conditions.of(classes),
            Conditions.of(network.noClass(manager, classes.getShape().get(0), 1)),
            SamplingOptions.of(new SolverOptions(sampler, steps), guidance),
            recordedNoise(sampler));
    return Check.of(name, latents, recorded(name));
  }

  /** Recorded noise: the initial noise of each entity, then that of its steps. */
  private NoiseSource recordedNoise(SolverName sampler) {
    List<NDArray> replay = new ArrayList<>();
    NDArray beginnings = vectors.read("init_noise", manager); // [E, B, S, C]
    NDArray steps = vectors.read("step_noise", manager); // [E, steps−1, B, S, C]
    for (int entity = 0; entity < network.layout().entities(); entity++) {
      replay.add(beginnings.get(entity));
      for (int i = 0; sampler == SolverName.EULER_MARUYAMA && i < steps.getShape().get(1); i++) {
        replay.add(steps.get(entity, i));
      }
    }
    var next = replay.iterator();
    return (owner, shape) -> {
      NDArray noise = next.next().duplicate();
      noise.attach(owner);
      return noise;
    };
  }

  /** [B, 1]. */
  private NDArray labels() {
    NDArray labels = vectors.read("labels", manager).toType(DataType.INT64, false);
    return labels.reshape(labels.getShape().get(0), 1);
  }

  /** [E, B, S, C] → [B, E·S, C]. */
  private NDArray entityMajor(NDArray noise) {
    return noise
        .transpose(1, 0, 2, 3)
        .reshape(noise.getShape().get(1), network.layout().positions(), -1);
  }

  private NDArray recorded(String name) {
    return vectors.read(name, manager);
  }
}
