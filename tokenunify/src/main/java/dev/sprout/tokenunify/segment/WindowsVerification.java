package dev.sprout.tokenunify.segment;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.sprout.core.JsonFile;
import dev.sprout.core.UserError;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.verify.Check;
import dev.sprout.nn.weights.NpzFile;
import dev.sprout.tokenunify.labels.Grid;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Recomputes recorded blends of overlapping windows, with a formula in place of the network. */
public final class WindowsVerification {
  private static final String PLANES = "gaussian_importance_16x160x160_planes";

  private WindowsVerification() {}

  /**
   * Compares places, importance and blended values.
   *
   * @param vectorsFile volumes and results ({@code windows.npz})
   * @param configFile windows, overlaps, strides and paddings by name ({@code windows.json})
   * @throws UserError when a file can't be read or doesn't hold what is needed
   */
  public static List<Check> run(Path vectorsFile, Path configFile) {
    JsonObject config = JsonFile.read(configFile, JsonObject.class, UserError.Kind.FAILED);
    List<Check> checks = new ArrayList<>();
    try (NDManager manager = ComputeDevice.CPU.newManager();
        NpzFile file = NpzFile.open(vectorsFile)) {
      RecordedArrays vectors = new RecordedArrays(file, manager);
      checks.add(vectors.difference(PLANES, planes()));
      for (String name : config.keySet()) {
        if (file.names().contains(name + "_volume")) {
          compare(name, config.getAsJsonObject(name), vectors, checks);
        }
      }
    }
    return checks;
  }

  private static void compare(
      String name, JsonObject config, RecordedArrays vectors, List<Check> checks) {
    Grid volume = vectors.grid(name + "_volume");
    Grid window = grid(config.getAsJsonArray("window"));
    boolean gaussian = config.has("overlap");
    WindowPlan plan =
        gaussian
            ? WindowPlan.gaussian(volume, window, config.get("overlap").getAsDouble())
            : WindowPlan.radial(
                volume,
                window,
                grid(config.getAsJsonArray("stride")),
                integers(config.getAsJsonArray("padding")));
    checks.add(vectors.unequal(name + "_starts", starts(plan)));
    checks.add(
        vectors.difference(name + (gaussian ? "_importance" : "_weight"), plan.importance()));
    float[] voxels = vectors.floats(name + "_volume");
    for (int i = 0; i < voxels.length; i++) {
      voxels[i] /= 255;
    }
    int section = volume.sectionVoxels();
    WindowedPrediction prediction =
        new WindowedPrediction(plan, 3, values -> formula(values, window));
    float[] blended =
        prediction.predict(
            Box.all(volume), z -> Arrays.copyOfRange(voxels, z * section, (z + 1) * section));
    checks.add(vectors.difference(name + "_output", blended));
  }

  /** Three lines through the importance of the window that TokenUnify uses. */
  private static float[] planes() {
    Grid grid = new Grid(16, 160, 160);
    float[] importance = WindowPlan.gaussian(grid, grid, 0.25).importance();
    float[] planes = new float[3 * 160];
    for (int i = 0; i < 160; i++) {
      planes[i] = importance[grid.index(8, 80, i)];
      planes[160 + i] = importance[grid.index(0, 0, i)];
      planes[320 + i] = importance[grid.index(8, i, 80)];
    }
    return planes;
  }

  private static long[] starts(WindowPlan plan) {
    long[] starts = new long[3 * plan.windows()];
    int i = 0;
    for (int z : plan.axis(0).starts()) {
      for (int y : plan.axis(1).starts()) {
        for (int x : plan.axis(2).starts()) {
          starts[i++] = z;
          starts[i++] = y;
          starts[i++] = x;
        }
      }
    }
    return starts;
  }

  /** Channels v / 2 + z / d, v·y / h and v − v²·x / w. */
  static float[] formula(float[] values, Grid window) {
    int voxels = window.voxels();
    float[] output = new float[3 * voxels];
    for (int i = 0; i < voxels; i++) {
      float v = values[i];
      int x = i % window.width();
      int y = i / window.width() % window.height();
      int z = i / window.sectionVoxels();
      output[i] = 0.5f * v + (float) z / window.depth();
      output[voxels + i] = v * ((float) y / window.height());
      output[2 * voxels + i] = v - (float) x / window.width() * v * v;
    }
    return output;
  }

  private static Grid grid(JsonArray sizes) {
    int[] zyx = integers(sizes);
    return new Grid(zyx[0], zyx[1], zyx[2]);
  }

  private static int[] integers(JsonArray numbers) {
    if (numbers == null || numbers.size() != 3) {
      throw UserError.failure("the windows' sizes are %s; accepted are [z, y, x]", numbers);
    }
    return new int[] {
      numbers.get(0).getAsInt(), numbers.get(1).getAsInt(), numbers.get(2).getAsInt()
    };
  }
}
