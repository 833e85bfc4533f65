package dev.sprout.tokenunify.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sprout.core.UserError;
import dev.sprout.nn.verify.Check;
import dev.sprout.tokenunify.Vectors;
import dev.sprout.tokenunify.labels.Grid;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WindowsTest {
  private static final Grid VOLUME = new Grid(11, 21, 18);
  private static final Grid WINDOW = new Grid(4, 8, 6);
  private static final int[] PADDING = {2, 3, 3};

  @Test
  void blendsAreAsRecorded() {
    List<Check> checks =
        WindowsVerification.run(Vectors.file("windows.npz"), Vectors.file("windows.json"));
    assertThat(checks).hasSize(16).allSatisfy(check -> assertThat(check.within(1e-6)).isTrue());
  }

  /** A network that tells its windows apart, so that every window's share can be seen. */
  private static float[] network(float[] window) {
    return WindowsVerification.formula(window, WINDOW);
  }

  @Property(tries = 40)
  void blocksHaveTheBitsOfTheWhole(@ForAll long seed, @ForAll boolean gaussian) {
    WindowPlan plan =
        gaussian
            ? WindowPlan.gaussian(VOLUME, WINDOW, 0.4)
            : WindowPlan.radial(VOLUME, WINDOW, new Grid(3, 4, 5), PADDING);
    Random random = new Random(seed);
    float[] voxels = new float[VOLUME.voxels()];
    for (int i = 0; i < voxels.length; i++) {
      voxels[i] = random.nextFloat();
    }
    int section = VOLUME.sectionVoxels();
    Sections sections = z -> Arrays.copyOfRange(voxels, z * section, (z + 1) * section);
    WindowedPrediction prediction = new WindowedPrediction(plan, 3, WindowsTest::network);
    float[] whole = prediction.predict(Box.all(VOLUME), sections);
    int z = random.nextInt(VOLUME.depth());
    int y = random.nextInt(VOLUME.height());
    int x = random.nextInt(VOLUME.width());
    Grid size =
        new Grid(
            1 + random.nextInt(VOLUME.depth() - z),
            1 + random.nextInt(VOLUME.height() - y),
            1 + random.nextInt(VOLUME.width() - x));
    float[] block = prediction.predict(new Box(z, y, x, size), sections);
    for (int i = 0; i < block.length; i++) {
      int channel = i / size.voxels();
      int voxel = i % size.voxels();
      int there =
          VOLUME.index(
              z + voxel / size.sectionVoxels(),
              y + voxel / size.width() % size.height(),
              x + voxel % size.width());
      assertThat(block[i]).isEqualTo(whole[channel * VOLUME.voxels() + there]);
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> WindowPlan.gaussian(VOLUME, WINDOW, 1))
        .withMessageContaining("overlap is 1.0");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> WindowPlan.radial(VOLUME, WINDOW, WINDOW, new int[] {11, 0, 0}))
        .withMessageContaining("11 voxels can't be mirrored by 11");
    WindowPlan plan = WindowPlan.gaussian(VOLUME, WINDOW, 0);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(
            () ->
                new WindowedPrediction(plan, 2, window -> window)
                    .predict(Box.all(VOLUME), z -> new float[VOLUME.sectionVoxels()]))
        .withMessageContaining("has 192 values");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(
            () ->
                new WindowedPrediction(plan, 1, window -> window)
                    .predict(new Box(1, 0, 0, VOLUME), z -> new float[VOLUME.sectionVoxels()]))
        .withMessageContaining("inside");
  }
}
