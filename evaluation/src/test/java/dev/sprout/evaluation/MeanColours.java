package dev.sprout.evaluation;

import dev.sprout.core.UserError;
import dev.sprout.evaluation.features.FeatureExtractor;
import dev.sprout.evaluation.features.FeatureLayer;
import dev.sprout.evaluation.features.InputProtocol;
import dev.sprout.evaluation.features.Resize;
import dev.sprout.evaluation.metrics.FeatureMatrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A network whose features are the mean red, green and blue; a black picture's are not finite. */
final class MeanColours implements FeatureExtractor {
  static final int SIZE = 8;

  @Override
  public String name() {
    return "colours";
  }

  @Override
  public String weightsHash() {
    return "0".repeat(64);
  }

  @Override
  public InputProtocol input() {
    return InputProtocol.of(Resize.BICUBIC, SIZE, 0, 1);
  }

  @Override
  public List<FeatureLayer> layers() {
    return List.of(new FeatureLayer("mean", 3), new FeatureLayer("scores", 3));
  }

  @Override
  public String usualLayer() {
    return "mean";
  }

  @Override
  public Optional<String> logits() {
    return Optional.of("scores");
  }

  @Override
  public Map<String, FeatureMatrix> extract(float[][] pictures, List<String> layers) {
    List<float[]> rows = new ArrayList<>();
    for (float[] planes : pictures) {
      float[] means = new float[3];
      for (int i = 0; i < planes.length; i++) {
        means[i / (SIZE * SIZE)] += planes[i] / (SIZE * SIZE);
      }
      rows.add(means[0] + means[1] + means[2] == 0 ? new float[] {Float.NaN, 0, 0} : means);
    }
    Map<String, FeatureMatrix> features = new LinkedHashMap<>();
    for (String layer : layers) {
      if (layers().stream().noneMatch(known -> known.name().equals(layer))) {
        throw UserError.invalid("layer", layer, "mean");
      }
      features.put(layer, FeatureMatrix.ofRows(rows));
    }
    return features;
  }

  @Override
  public void close() {
    // nothing is held
  }
}
