package dev.sprout.xar.sampling;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sprout.flow.Guidance;
import dev.sprout.flow.NoiseSource;
import dev.sprout.flow.Solver;
import dev.sprout.flow.VelocityField;
import dev.sprout.xar.network.ClassLabels;
import dev.sprout.xar.network.LatentTokens;
import dev.sprout.xar.network.XarNetwork;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Draws latents entity by entity: each begins as noise, follows the guided velocity to t = 0 with
 * the finished entities as context, and joins them (xAR, section 3.3). Thread-safe.
 */
public final class XarSampler {
  private final XarNetwork network;
  private final LatentTokens tokens;

  /** A sampler of the given network. */
  public XarSampler(XarNetwork network) {
    this.network = network;
    this.tokens = new LatentTokens(network.config());
  }

  /**
   * Draws latents.
   *
   * @param labels of the B pictures
   * @param negative labels that guidance leads away from: "no class", or something unwanted
   * @param options how
   * @param noise asked for each entity's beginning [B, S, C] and then for its solver's steps
   * @return [B, C, rows, columns], owned by the manager of {@code labels}
   */
  public NDArray sample(
      ClassLabels labels, ClassLabels negative, SamplingOptions options, NoiseSource noise) {
    return sample(labels, negative, options, noise, null, Trajectory.NONE);
  }

  /**
   * Draws latents that keep to a given picture, or are watched.
   *
   * @param edit the given picture, or null
   * @see #sample(ClassLabels, ClassLabels, SamplingOptions, NoiseSource)
   */
  public NDArray sample(
      ClassLabels labels,
      ClassLabels negative,
      SamplingOptions options,
      NoiseSource noise,
      InpaintMask edit,
      Trajectory trajectory) {
    Guidance guidance = options.guidance();
    int entities = network.layout().entities();
    try (NDManager scope = labels.manager().newSubManager();
        GuidedContext context = new GuidedContext(network, scope, labels, negative)) {
      NDList clean = new NDList();
      for (int entity = 0; entity < entities; entity++) {
        int index = entity;
        NDArray start = start(noise, scope, labels.batch(), entity, options);
        VelocityField guided =
            watched(
                (x, t) -> context.velocity(x, t, guidance.scale(index, entities, t)),
                clean,
                entity,
                trajectory);
        Solver solver = options.solver(entity, entities);
        NDArray drawn =
            edit == null
                ? solver.solve(guided, start, noise)
                : redraw(given(edit, entity, start), solver, guided, noise);
        context.append(drawn);
        clean.add(drawn);
      }
      NDArray latents = tokens.latents(NDArrays.concat(clean, 1)); // [B, z, H, W]
      latents.attach(labels.manager());
      return latents;
    }
  }

  private NDArray start(
      NoiseSource noise, NDManager scope, long batch, int entity, SamplingOptions options) {
    Shape shape = new Shape(batch, network.layout().size(entity), network.config().tokenChannels());
    return noise.next(scope, shape).mul((float) options.temperature());
  }

  private static NDArray redraw(
      InpaintedEntity given, Solver solver, VelocityField field, NoiseSource noise) {
    return given.isKept()
        ? given.finished(given.start())
        : given.finished(solver.solve(given.around(field), given.start(), noise));
  }

  private InpaintedEntity given(InpaintMask edit, int entity, NDArray noise) {
    int begin = network.layout().begin(entity);
    NDIndex part = new NDIndex(":, " + begin + ":" + network.layout().begin(entity + 1));
    NDArray known = tokens.sequence(edit.latents()).get(part);
    // an average is kept where all that it averages is
    NDArray keep =
        tokens.sequence(edit.keep()).get(part).gte(0.999f).toType(DataType.FLOAT32, true);
    known.attach(noise.getManager());
    keep.attach(noise.getManager());
    return new InpaintedEntity(known, keep, noise, edit.strength());
  }

  private VelocityField watched(
      VelocityField field, NDList clean, int entity, Trajectory trajectory) {
    if (trajectory == Trajectory.NONE) {
      return field;
    }
    AtomicInteger evaluation = new AtomicInteger();
    return (x, t) -> {
      NDArray velocity = field.velocity(x, t);
      try (NDManager scope = x.getManager().newSubManager()) {
        NDArray heading = x.sub(velocity.mul((float) t));
        heading.attach(scope);
        NDList all = new NDList(clean);
        all.add(heading);
        NDArray latents = tokens.latents(NDArrays.concat(all, 1));
        latents.attach(scope);
        trajectory.at(entity, evaluation.getAndIncrement(), latents);
      }
      return velocity;
    };
  }

  /** What rows add up to in the class slot, [B, D]. */
  public NDArray embedding(ClassLabels labels) {
    return network.embedding(labels);
  }

  /** ClassLabels that say "no class", as in training. */
  public ClassLabels noClass(ClassLabels labels) {
    return labels.all(network.config().noClass());
  }
}
