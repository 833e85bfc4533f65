package dev.sprout.server.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import dev.sprout.engine.GenerationRequest;
import dev.sprout.engine.LoadOptions;
import dev.sprout.engine.Subject;
import dev.sprout.server.TinyGenerator;
import dev.sprout.server.jobs.DrawingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which models are in memory at a time. */
@Timeout(120)
class MemoryTest {
  @TempDir private Path folder;
  private final Map<String, Path> folders = new LinkedHashMap<>();
  private long bytes;

  @BeforeEach
  void write() throws IOException {
    for (String name : List.of("a", "b", "c")) {
      folders.put(
          name, TinyGenerator.write(Files.createDirectory(folder.resolve(name)), name.charAt(0)));
    }
    try (ServedModels models = models(Long.MAX_VALUE)) {
      bytes = models.all().stream().mapToLong(ServedModel::bytes).max().orElseThrow();
    }
  }

  private ServedModels models(long memory) {
    return new ServedModels(folders, LoadOptions.usual(), 8, memory, jobs -> {});
  }

  /** Draws, and returns the names of the models that are in memory then. */
  private static List<String> loadedAfter(ServedModels models, String name)
      throws InterruptedException {
    draw(models, name);
    return models.all().stream().filter(ServedModel::isLoaded).map(ServedModel::name).toList();
  }

  private static byte[] draw(ServedModels models, String name) throws InterruptedException {
    GenerationRequest request = GenerationRequest.of(List.of(new Subject.Prompt("apple")), 3);
    ServedModel model = models.find(name);
    byte[] png =
        model
            .queue()
            .add(new DrawingJob(name, Duration.ofMinutes(5), request, 0))
            .drawn()
            .get(0)
            .png();
    while (model.isAtWork()) { // it hands over pictures before it is idle
      Thread.onSpinWait();
    }
    return png;
  }

  @Test
  void theModelNotUsedForLongestMakesRoom() throws InterruptedException {
    try (ServedModels models = models(2 * bytes)) {
      assertThat(loadedAfter(models, "a")).containsExactly("a");
      assertThat(loadedAfter(models, "b")).containsExactly("a", "b");
      assertThat(loadedAfter(models, "a")).containsExactly("a", "b");
      assertThat(loadedAfter(models, "c")).containsExactly("a", "c");
      assertThat(loadedAfter(models, "b")).containsExactly("b", "c");
    }
  }

  @Test
  void anUnloadedModelDrawsTheSameAgain() throws InterruptedException {
    try (ServedModels models = models(bytes)) {
      byte[] before = draw(models, "a");
      assertThat(loadedAfter(models, "b")).containsExactly("b");
      assertThat(draw(models, "a")).isEqualTo(before);
    }
  }

  @Test
  void aModelThatAloneIsTooLargeIsRefused() {
    assertThatThrownBy(() -> models(bytes - 1).close())
        .isInstanceOf(UserError.class)
        .hasMessage("maxMemory is 0 MiB, but model a alone takes 1; give that much or more");
  }
}
