package dev.sprout.language;

import dev.sprout.nn.model.Weights;

/** The same network in plain Java arithmetic over doubles, one sequence at a time. */
final class PlainLlama {
  private final LlamaConfig config;
  private final Weights weights;

  PlainLlama(LlamaConfig config, Weights weights) {
    this.config = config;
    this.weights = weights;
  }

  /** Logits [T][V]. */
  double[][] logits(long[] ids) {
    double[][] x = new double[ids.length][];
    double[][] table = matrix("model.embed_tokens.weight");
    for (int t = 0; t < ids.length; t++) {
      x[t] = table[(int) ids[t]].clone();
    }
    for (int i = 0; i < config.layers(); i++) {
      String prefix = "model.layers." + i + ".";
      add(x, attention(prefix + "self_attn.", norm(x, prefix + "input_layernorm.weight")));
      add(x, mlp(prefix + "mlp.", norm(x, prefix + "post_attention_layernorm.weight")));
    }
    String head = config.tiedEmbeddings() ? "model.embed_tokens.weight" : "lm_head.weight";
    return linear(norm(x, "model.norm.weight"), head);
  }

  private double[][] attention(String prefix, double[][] h) {
    int width = config.headWidth();
    double[][] q = linear(h, prefix + "q_proj.weight");
    double[][] k = linear(h, prefix + "k_proj.weight");
    double[][] v = linear(h, prefix + "v_proj.weight");
    double[][] mixed = new double[h.length][config.width()];
    for (int head = 0; head < config.heads(); head++) {
      int shared = head * config.keyValueHeads() / config.heads();
      for (int t = 0; t < h.length; t++) {
        double[] query = rotated(q[t], head * width, t);
        double[] scores = new double[t + 1];
        double sum = 0;
        for (int s = 0; s <= t; s++) {
          double[] key = rotated(k[s], shared * width, s);
          scores[s] = Math.exp(dot(query, key) / Math.sqrt(width));
          sum += scores[s];
        }
        for (int s = 0; s <= t; s++) {
          for (int j = 0; j < width; j++) {
            mixed[t][head * width + j] += scores[s] / sum * v[s][shared * width + j];
          }
        }
      }
    }
    return linear(mixed, prefix + "o_proj.weight");
  }

  private double[] rotated(double[] row, int begin, int position) {
    int half = config.headWidth() / 2;
    double[] turned = new double[2 * half];
    for (int j = 0; j < half; j++) {
      double angle = position * Math.pow(config.rope().base(), -2.0 * j / config.headWidth());
      double a = row[begin + j];
      double b = row[begin + half + j];
      turned[j] = a * Math.cos(angle) - b * Math.sin(angle);
      turned[half + j] = b * Math.cos(angle) + a * Math.sin(angle);
    }
    return turned;
  }

  private double[][] mlp(String prefix, double[][] h) {
    double[][] gate = linear(h, prefix + "gate_proj.weight");
    double[][] up = linear(h, prefix + "up_proj.weight");
    for (int t = 0; t < h.length; t++) {
      for (int j = 0; j < up[t].length; j++) {
        up[t][j] *= gate[t][j] / (1 + Math.exp(-gate[t][j]));
      }
    }
    return linear(up, prefix + "down_proj.weight");
  }

  private double[][] norm(double[][] x, String name) {
    float[] scale = weights.get(name).toFloatArray();
    double[][] y = new double[x.length][scale.length];
    for (int t = 0; t < x.length; t++) {
      double root = Math.sqrt(dot(x[t], x[t]) / scale.length + config.epsilon());
      for (int j = 0; j < scale.length; j++) {
        y[t][j] = x[t][j] / root * scale[j];
      }
    }
    return y;
  }

  private double[][] linear(double[][] x, String name) {
    double[][] matrix = matrix(name);
    double[][] y = new double[x.length][matrix.length];
    for (int t = 0; t < x.length; t++) {
      for (int i = 0; i < matrix.length; i++) {
        y[t][i] = dot(x[t], matrix[i]);
      }
    }
    return y;
  }

  private double[][] matrix(String name) {
    float[] flat = weights.get(name).toFloatArray();
    int rows = (int) weights.get(name).getShape().get(0);
    double[][] matrix = new double[rows][flat.length / rows];
    for (int i = 0; i < flat.length; i++) {
      matrix[i / matrix[0].length][i % matrix[0].length] = flat[i];
    }
    return matrix;
  }

  private static void add(double[][] x, double[][] y) {
    for (int t = 0; t < x.length; t++) {
      for (int j = 0; j < x[t].length; j++) {
        x[t][j] += y[t][j];
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
