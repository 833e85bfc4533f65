package dev.sprout.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that is told to end, as {@code kill}, Ctrl-C and a shutdown of the machine do. */
class EndOfProcessTest {
  private static final int TERMINATED = 128 + 15;

  @TempDir private Path folder;

  @Test
  void aTerminatedRunEndsCleanlyAndGoesOnToTheSameWeights() throws Exception {
    Path whole = folder.resolve("whole");
    LongBackward.train(whole, line -> {});
    Random moments = new Random();
    for (int step = 1; step <= 2; step++) {
      terminate("backward pass of step " + step, moments.nextInt(100));
    }
    Path parts = folder.resolve("parts");
    LongBackward.train(parts, line -> {});
    for (String file : new String[] {"model.safetensors", "checkpoint-000000002.safetensors"}) {
      assertThat(parts.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
    assertThat(folder).isDirectoryNotContaining("glob:**hs_err*");
    assertThat(parts).isDirectoryNotContaining("glob:**.part");
  }

  /** Trains in another process until a line and some milliseconds later. */
  private void terminate(String line, int milliseconds) throws Exception {
    Process training =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Doffline=true",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LongBackward.class.getName(),
                folder.resolve("parts").toString())
            .directory(folder.toFile())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    try (BufferedReader lines = training.inputReader()) {
      assertThat(lines.lines().anyMatch(line::equals)).isTrue();
      Thread.sleep(milliseconds);
      training.destroy();
      assertThat(training.waitFor()).isEqualTo(TERMINATED);
    } finally {
      training.destroyForcibly();
    }
    assertThat(folder.resolve("errors")).content().doesNotContain("fatal error", "Exception");
  }
}
