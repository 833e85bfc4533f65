package dev.sprout.evaluation.features;

import dev.sprout.nn.model.Initialisation;
import dev.sprout.nn.model.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * Arrays of the FID Inception network, named as in the file {@code weights-inception-2015-12-05}.
 * The convolutions of a block are declared in the order in which its function takes them.
 */
final class InceptionParameters {
  private final List<Parameter> parameters = new ArrayList<>();

  private InceptionParameters() {}

  static List<Parameter> all() {
    InceptionParameters layout = new InceptionParameters();
    layout.stem();
    layout.mixed35("Mixed_5b", 192, 32);
    layout.mixed35("Mixed_5c", 256, 64);
    layout.mixed35("Mixed_5d", 288, 64);
    layout.mixed35Down("Mixed_6a", 288);
    layout.mixed17("Mixed_6b", 128);
    layout.mixed17("Mixed_6c", 160);
    layout.mixed17("Mixed_6d", 160);
    layout.mixed17("Mixed_6e", 192);
    layout.mixed17Down("Mixed_7a");
    layout.mixed8("Mixed_7b", 1280);
    layout.mixed8("Mixed_7c", 2048);
    layout.add("fc.weight", InceptionNetwork.CLASSES, 2048);
    layout.add("fc.bias", InceptionNetwork.CLASSES);
    return layout.parameters;
  }

  private void stem() {
    conv("Conv2d_1a_3x3", 3, 32, 3, 3);
    conv("Conv2d_2a_3x3", 32, 32, 3, 3);
    conv("Conv2d_2b_3x3", 32, 64, 3, 3);
    conv("Conv2d_3b_1x1", 64, 80, 1, 1);
    conv("Conv2d_4a_3x3", 80, 192, 3, 3);
  }

  private void mixed35(String block, int in, int pool) {
    conv(block + ".branch1x1", in, 64, 1, 1);
    conv(block + ".branch5x5_1", in, 48, 1, 1);
    conv(block + ".branch5x5_2", 48, 64, 5, 5);
    conv(block + ".branch3x3dbl_1", in, 64, 1, 1);
    conv(block + ".branch3x3dbl_2", 64, 96, 3, 3);
    conv(block + ".branch3x3dbl_3", 96, 96, 3, 3);
    conv(block + ".branch_pool", in, pool, 1, 1);
  }

  private void mixed35Down(String block, int in) {
    conv(block + ".branch3x3", in, 384, 3, 3);
    conv(block + ".branch3x3dbl_1", in, 64, 1, 1);
    conv(block + ".branch3x3dbl_2", 64, 96, 3, 3);
    conv(block + ".branch3x3dbl_3", 96, 96, 3, 3);
  }

  private void mixed17(String block, int inner) {
    conv(block + ".branch1x1", 768, 192, 1, 1);
    conv(block + ".branch7x7_1", 768, inner, 1, 1);
    conv(block + ".branch7x7_2", inner, inner, 1, 7);
    conv(block + ".branch7x7_3", inner, 192, 7, 1);
    conv(block + ".branch7x7dbl_1", 768, inner, 1, 1);
    conv(block + ".branch7x7dbl_2", inner, inner, 7, 1);
    conv(block + ".branch7x7dbl_3", inner, inner, 1, 7);
    conv(block + ".branch7x7dbl_4", inner, inner, 7, 1);
    conv(block + ".branch7x7dbl_5", inner, 192, 1, 7);
    conv(block + ".branch_pool", 768, 192, 1, 1);
  }

  private void mixed17Down(String block) {
    conv(block + ".branch3x3_1", 768, 192, 1, 1);
    conv(block + ".branch3x3_2", 192, 320, 3, 3);
    conv(block + ".branch7x7x3_1", 768, 192, 1, 1);
    conv(block + ".branch7x7x3_2", 192, 192, 1, 7);
    conv(block + ".branch7x7x3_3", 192, 192, 7, 1);
    conv(block + ".branch7x7x3_4", 192, 192, 3, 3);
  }

  private void mixed8(String block, int in) {
    conv(block + ".branch1x1", in, 320, 1, 1);
    conv(block + ".branch3x3_1", in, 384, 1, 1);
    conv(block + ".branch3x3_2a", 384, 384, 1, 3);
    conv(block + ".branch3x3_2b", 384, 384, 3, 1);
    conv(block + ".branch3x3dbl_1", in, 448, 1, 1);
    conv(block + ".branch3x3dbl_2", 448, 384, 3, 3);
    conv(block + ".branch3x3dbl_3a", 384, 384, 1, 3);
    conv(block + ".branch3x3dbl_3b", 384, 384, 3, 1);
    conv(block + ".branch_pool", in, 192, 1, 1);
  }

  /** A convolution without bias and its batch norm. */
  private void conv(String name, int in, int out, int height, int width) {
    add(name + ".conv.weight", out, in, height, width);
    for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
      add(name + ".bn." + part, out);
    }
  }

  /** Weights are always read or made by a formula, so the initialisation has no meaning. */
  private void add(String name, long... shape) {
    parameters.add(Parameter.of(name, Initialisation.ZEROS, shape));
  }
}
