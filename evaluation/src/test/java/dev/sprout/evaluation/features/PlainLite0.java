package dev.sprout.evaluation.features;

import ai.djl.ndarray.NDManager;
import dev.sprout.nn.weights.WeightFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * EfficientNet-Lite0 in plain Java and double precision, written from the papers: loops over
 * positions, batch norms by their definition.
 */
final class PlainLite0 {
  private final Map<String, float[]> weights = new HashMap<>();

  PlainLite0(Path file) {
    try (WeightFile source = WeightFile.open(file);
        NDManager manager = NDManager.newBaseManager()) {
      source
          .tensors()
          .keySet()
          .forEach(name -> weights.put(name, source.read(name, manager).toFloatArray()));
    }
  }

  /** A map of channels × side × side. */
  private record Maps(double[] values, int channels, int side) {}

  /** The 1,280 features of planes [3, 224, 224]. */
  double[] features(float[] planes) {
    double[] values = new double[planes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = planes[i];
    }
    Maps x = convolution(new Maps(values, 3, 224), "_conv_stem", "_bn0", 32, 3, 2, false, true);
    int[] out = {16, 24, 24, 40, 40, 80, 80, 80, 112, 112, 112, 192, 192, 192, 192, 320};
    int[] kernel = {3, 3, 3, 5, 5, 3, 3, 3, 5, 5, 5, 5, 5, 5, 5, 3};
    for (int i = 0; i < 16; i++) {
      boolean halves = i == 1 || i == 3 || i == 5 || i == 11;
      String block = "_blocks." + i + ".";
      Maps in = x;
      if (i > 0) {
        int wide = 6 * x.channels;
        x = convolution(x, block + "_expand_conv", block + "_bn0", wide, 1, 1, false, true);
      }
      x =
          convolution(
              x,
              block + "_depthwise_conv",
              block + "_bn1",
              x.channels,
              kernel[i],
              halves ? 2 : 1,
              true,
              true);
      x = convolution(x, block + "_project_conv", block + "_bn2", out[i], 1, 1, false, false);
      if (!halves && in.channels == x.channels) {
        for (int j = 0; j < x.values.length; j++) {
          x.values[j] += in.values[j];
        }
      }
    }
    x = convolution(x, "_conv_head", "_bn1", 1280, 1, 1, false, true);
    double[] means = new double[1280];
    for (int i = 0; i < x.values.length; i++) {
      means[i / (x.side * x.side)] += x.values[i] / (x.side * x.side);
    }
    return means;
  }

  private Maps convolution(
      Maps in,
      String name,
      String norm,
      int channels,
      int kernel,
      int stride,
      boolean depthwise,
      boolean activated) {
    int side = (in.side + stride - 1) / stride;
    int padding = Math.max(0, (side - 1) * stride + kernel - in.side) / 2; // before; rest behind
    float[] w = weights.get(name + ".weight");
    int inner = depthwise ? 1 : in.channels;
    double[] out = new double[channels * side * side];
    for (int o = 0; o < channels; o++) {
      double gain =
          weights.get(norm + ".weight")[o]
              / Math.sqrt(weights.get(norm + ".running_var")[o] + 0.001);
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          double sum = 0;
          for (int c = 0; c < inner; c++) {
            int from = (depthwise ? o : c) * in.side * in.side;
            for (int i = 0; i < kernel; i++) {
              int row = y * stride + i - padding;
              for (int j = 0; row >= 0 && row < in.side && j < kernel; j++) {
                int column = x * stride + j - padding;
                if (column >= 0 && column < in.side) {
                  sum +=
                      w[((o * inner + c) * kernel + i) * kernel + j]
                          * in.values[from + row * in.side + column];
                }
              }
            }
          }
          double z =
              (sum - weights.get(norm + ".running_mean")[o]) * gain
                  + weights.get(norm + ".bias")[o];
          out[(o * side + y) * side + x] = activated ? Math.max(0, Math.min(6, z)) : z;
        }
      }
    }
    return new Maps(out, channels, side);
  }
}
