package dev.sprout.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.cli.SproutCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training that is killed without warning and resumed. */
class ResumeTest {
  private static final int STEPS = 300;

  @TempDir private Path folder;

  @Test
  void aKilledRunEndsWithTheSameWeights() throws Exception {
    TinyModel tiny = new TinyModel(folder, STEPS);
    Path whole = folder.resolve("autoencoder");
    assertThat(run(tiny.autoencoder(whole))).isZero();
    Path parts = folder.resolve("killed-autoencoder");
    killAfterTenSteps(parts, tiny.autoencoder(parts));
    assertThat(run(resumed(tiny.autoencoder(parts)))).isZero();
    assertSame(whole, parts, "autoencoder.safetensors");

    whole = folder.resolve("model");
    assertThat(run(tiny.xar(whole))).isZero();
    parts = folder.resolve("killed-model");
    killAfterTenSteps(parts, tiny.xar(parts));
    assertThat(run(resumed(tiny.xar(parts)))).isZero();
    assertSame(whole, parts, "xar.safetensors");
    assertSame(whole, parts, "config.json");
  }

  private void killAfterTenSteps(Path run, String... arguments) throws Exception {
    Process process = Command.start(folder, List.of(), SproutCommand.class, arguments);
    Path checkpoint = run.resolve("checkpoint-000000010.safetensors");
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (Files.notExists(checkpoint) && process.isAlive() && System.nanoTime() < end) {
      Thread.sleep(1);
    }
    process.destroyForcibly().waitFor();
    assertThat(run.resolve(checkpoint(STEPS))).doesNotExist();
    try (Stream<Path> files = Files.list(run)) {
      assertThat(files.filter(file -> file.toString().contains("checkpoint-"))).isNotEmpty();
    }
  }

  private int run(String... arguments) throws Exception {
    Process process = Command.start(folder, List.of(), SproutCommand.class, arguments);
    process.getInputStream().readAllBytes();
    return process.waitFor();
  }

  private static String[] resumed(String... arguments) {
    String[] more = Arrays.copyOf(arguments, arguments.length + 1);
    more[arguments.length] = "--resume";
    return more;
  }

  private static String checkpoint(int step) {
    return "checkpoint-%09d.safetensors".formatted(step);
  }

  private static void assertSame(Path whole, Path parts, String model) throws IOException {
    for (String name : List.of(model, checkpoint(STEPS))) {
      assertThat(parts.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
    }
  }
}
