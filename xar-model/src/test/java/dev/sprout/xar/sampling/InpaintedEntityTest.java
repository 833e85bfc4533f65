package dev.sprout.xar.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sprout.flow.Solver;
import dev.sprout.flow.SolverName;
import dev.sprout.flow.SolverOptions;
import dev.sprout.flow.VelocityField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One picture of four positions of one channel, of which the first two are known. */
class InpaintedEntityTest {
  private static final Solver EULER = new SolverOptions(SolverName.EULER, 10).solver();
  private static final VelocityField CONSTANT = (x, t) -> x.onesLike().mul(3);

  private final NDManager manager = NDManager.newBaseManager();
  private final NDArray latents = array(0.7f, -1.3f, 9, 9);
  private final NDArray noise = array(-0.4f, 0.6f, 1.5f, -2);
  private final NDArray known = array(1, 1, 0, 0);

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EULER_MARUYAMA")
  void knownLatentsStayExactly(SolverName sampler) {
    InpaintedEntity entity = new InpaintedEntity(latents, known, noise, 0.8);
    Solver solver = new SolverOptions(sampler, 10).solver();
    NDArray drawn = solver.solve(entity.around((x, t) -> x.sin().mul(5)), entity.start());
    float[] finished = entity.finished(drawn).toFloatArray();
    assertThat(finished[0]).isEqualTo(0.7f);
    assertThat(finished[1]).isEqualTo(-1.3f);
  }

  @Test
  void theNetworkSeesKnownLatentsOnTheirLine() {
    InpaintedEntity entity = new InpaintedEntity(latents, known, noise, 0.8);
    VelocityField checking =
        (x, t) -> {
          float[] seen = x.toFloatArray();
          assertThat((double) seen[0]).isCloseTo((1 - t) * 0.7 + t * -0.4, within(1e-6));
          assertThat((double) seen[1]).isCloseTo((1 - t) * -1.3 + t * 0.6, within(1e-6));
          return x.mul(100);
        };
    EULER.solve(entity.around(checking), entity.start());
  }

  /** Under a velocity of 3 everywhere, drawing from time s ends at x_s − 3·s. */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.8, 1})
  void theRestIsDrawnFromItsTime(double strength) {
    InpaintedEntity entity = new InpaintedEntity(latents, known, noise, strength);
    float[] drawn =
        entity.finished(EULER.solve(entity.around(CONSTANT), entity.start())).toFloatArray();
    double third = (1 - strength) * 9 + strength * 1.5 - 3 * strength;
    double fourth = (1 - strength) * 9 + strength * -2 - 3 * strength;
    assertThat((double) drawn[2]).isCloseTo(third, within(1e-5));
    assertThat((double) drawn[3]).isCloseTo(fourth, within(1e-5));
  }

  @Test
  void withNothingKnownItIsDrawnAsAnyOther() {
    InpaintedEntity entity = new InpaintedEntity(latents, known.zerosLike(), noise, 1);
    VelocityField field = (x, t) -> x.sin().mul((float) t);
    NDArray drawn = entity.finished(EULER.solve(entity.around(field), entity.start()));
    assertThat(drawn).isEqualTo(EULER.solve(field, noise));
  }

  @Test
  void nothingIsDrawnOfAnEntityThatIsKnown() {
    InpaintedEntity whole = new InpaintedEntity(latents, known.onesLike(), noise, 0.8);
    assertThat(whole.isKnown()).isTrue();
    assertThat(whole.finished(whole.start())).isEqualTo(latents);
    assertThat(new InpaintedEntity(latents, known, noise, 0.8).isKnown()).isFalse();
  }

  private NDArray array(float... values) {
    return manager.create(values, new Shape(1, 4, 1)); // [B, S, C]
  }
}
