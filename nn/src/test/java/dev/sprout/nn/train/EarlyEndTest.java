package dev.sprout.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.nn.model.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task that validates itself every third step and has enough at the seventh. */
class EarlyEndTest {
  private static final TrainingOptions OPTIONS =
      new TrainingOptions(
          20,
          0,
          TrainingOptions.Schedule.CONSTANT,
          1,
          1,
          5,
          null,
          5,
          3,
          new OptimiserOptions(1e-2, 0.9, 0.99, 1e-8, 0, 1, 0.9));

  @TempDir private Path folder;

  private record Validated(Quadratic task) implements TrainingTask {
    @Override
    public Weights weights() {
      return task.weights();
    }

    @Override
    public int batch() {
      return task.batch();
    }

    @Override
    public NDArray loss(BatchKey key, NDManager scope, Map<String, Double> meters) {
      return task.loss(key, scope, meters);
    }

    @Override
    public Map<String, Double> validate(long step, Weights averages) {
      return step % 3 == 0 ? Map.of("error", 1.0 / step) : Map.of();
    }

    @Override
    public boolean endsEarly(long step) {
      return step >= 7;
    }

    @Override
    public void export(Weights averages, Path out) {
      task.export(averages, out);
    }
  }

  @Test
  void theRunEndsWholeAndStaysEnded() throws IOException {
    run(false);
    run(true);
    assertThat(folder.resolve("checkpoint-000000005.safetensors")).exists();
    assertThat(folder.resolve("checkpoint-000000007.safetensors")).exists();
    assertThat(folder.resolve("checkpoint-000000008.safetensors")).doesNotExist();
    assertThat(folder.resolve("model.safetensors")).exists();
    List<String> lines = Files.readAllLines(folder.resolve("metrics.jsonl"));
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).isEqualTo("{\"step\":3,\"validation\":{\"error\":%s}}", 1.0 / 3);
    assertThat(lines.get(1)).contains("\"loss\"").startsWith("{\"step\":5,");
    assertThat(lines.get(2)).startsWith("{\"step\":6,\"validation\"");
  }

  private void run(boolean resume) {
    try (NDManager manager = NDManager.newBaseManager()) {
      new TrainingLoop(new Validated(new Quadratic(manager, 0)), OPTIONS, folder, manager)
          .run(resume);
    }
  }
}
