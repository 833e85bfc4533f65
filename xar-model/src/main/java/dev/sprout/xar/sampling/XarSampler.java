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
import dev.sprout.xar.network.Conditions;
import dev.sprout.xar.network.LatentTokens;
import dev.sprout.xar.network.XarNetwork;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sampler of latents, entity by entity (xAR, section 3.3): each starts as noise, follows the guided
 * velocity to t = 0 with the finished entities as context, and joins them. Thread-safe.
 */
public final class XarSampler {
  private final XarNetwork network;
  private final LatentTokens tokens;

  /** Creates the sampler of a network. */
  public XarSampler(XarNetwork network) {
    this.network = network;
    this.tokens = new LatentTokens(network.config());
  }

  /**
   * Samples latents.
   *
   * @param conditions conditions of the B pictures
   * @param unconditional conditions that guidance steers away from: "no class" and no prefix, or a
   *     negative prompt's
   * @param noise source of each entity's initial noise [B, S, C] and then of its solver steps'
   *     noise
   * @return [B, z, H, W], owned by the manager of the class embeddings
   */
  public NDArray sample(
      Conditions conditions, Conditions unconditional, SamplingOptions options, NoiseSource noise) {
    return sample(conditions, unconditional, options, noise, null, Trajectory.NONE);
  }

  /**
   * Samples latents with inpainting and a receiver of intermediate states.
   *
   * @param inpaint latents of a given picture with the mask of known ones, or null
   * @see #sample(Conditions, Conditions, SamplingOptions, NoiseSource)
   */
  public NDArray sample(
      Conditions conditions,
      Conditions unconditional,
      SamplingOptions options,
      NoiseSource noise,
      InpaintMask inpaint,
      Trajectory trajectory) {
    Guidance guidance = options.guidance();
    NDManager manager = conditions.classes().getManager();
    long batch = conditions.pictures();
    int entities = network.layout().entities();
    try (NDManager scope = manager.newSubManager();
        GuidedContext context = new GuidedContext(network, scope, conditions, unconditional)) {
      NDList clean = new NDList();
      for (int entity = 0; entity < entities; entity++) {
        int e = entity;
        NDArray start = start(noise, scope, batch, entity, options); // [B, S, C]
        VelocityField guided = (x, t) -> context.velocity(x, t, guidance.scale(e, entities, t));
        VelocityField field = watched(guided, clean, entity, trajectory);
        Solver solver = options.solver(entity, entities);
        context.expect(times(solver, inpaint));
        NDArray drawn =
            inpaint == null
                ? solver.solve(field, start, noise)
                : inpaint(known(inpaint, entity, start), solver, field, noise);
        context.append(drawn);
        clean.add(drawn);
      }
      NDArray latents = tokens.latents(NDArrays.concat(clean, 1)); // [B, z, H, W]
      latents.attach(manager);
      return latents;
    }
  }

  private static List<Double> times(Solver solver, InpaintMask inpaint) {
    return inpaint == null
        ? solver.times()
        : solver.times().stream().map(s -> InpaintedEntity.time(s, inpaint.strength())).toList();
  }

  private NDArray start(
      NoiseSource noise, NDManager scope, long batch, int entity, SamplingOptions options) {
    Shape shape = new Shape(batch, network.layout().size(entity), network.config().tokenChannels());
    return noise.next(scope, shape).mul((float) options.temperature());
  }

  private static NDArray inpaint(
      InpaintedEntity entity, Solver solver, VelocityField field, NoiseSource noise) {
    return entity.isKnown()
        ? entity.finished(entity.start())
        : entity.finished(solver.solve(entity.around(field), entity.start(), noise));
  }

  private InpaintedEntity known(InpaintMask inpaint, int entity, NDArray noise) {
    int begin = network.layout().begin(entity);
    NDIndex part = new NDIndex(":, " + begin + ":" + network.layout().begin(entity + 1));
    NDArray latents = tokens.sequence(inpaint.latents()).get(part); // [B, S, C]
    // an averaged position is known when all its tokens are
    NDArray known =
        tokens.sequence(inpaint.known()).get(part).gte(0.999f).toType(DataType.FLOAT32, true);
    latents.attach(noise.getManager());
    known.attach(noise.getManager());
    return new InpaintedEntity(latents, known, noise, inpaint.strength());
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
        NDArray heading = x.sub(velocity.mul((float) t)); // predicted data x − t·v, [B, S, C]
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
}
