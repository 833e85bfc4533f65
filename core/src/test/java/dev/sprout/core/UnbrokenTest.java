package dev.sprout.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is told to end while it works. */
class UnbrokenTest {
  private static final int TERMINATED = 128 + 15;

  @TempDir private Path folder;

  @Test
  void aFileIsWrittenToItsEndAndWhatIsTemporaryIsRemoved() throws Exception {
    terminate(UnbrokenTest.class, "writing");
    assertThat(folder.resolve("first")).hasContent("halves");
    assertThat(folder.toFile().list()).containsExactly("first");
  }

  @Test
  void aServiceStopsWhileOtherThreadsStillWork() throws Exception {
    terminate(Service.class, "serving");
    assertThat(folder.resolve("stopped")).hasContent("in order");
  }

  /** Runs a program on the folder until it prints a line. */
  private void terminate(Class<?> program, String line) throws Exception {
    Process running =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                folder.toString())
            .start();
    try (BufferedReader lines = running.inputReader()) {
      assertThat(lines.readLine()).isEqualTo(line);
      running.destroy();
      assertThat(running.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(running.exitValue()).isEqualTo(TERMINATED);
    } finally {
      running.destroyForcibly();
    }
  }

  /** Its end waits for a file that another thread writes. */
  static final class Service {
    public static void main(String[] arguments) throws InterruptedException {
      Path file = Path.of(arguments[0]).resolve("stopped");
      Unbroken.beforeEnd(
          () ->
              CompletableFuture.runAsync(
                      () ->
                          AtomicFile.write(
                              file, out -> out.write("in order".getBytes(StandardCharsets.UTF_8))))
                  .join());
      System.out.println("serving");
      Thread.sleep(60_000);
    }
  }

  /** Writes two files, the first of them slowly, beside a temporary one. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Path temporary = Files.createFile(folder.resolve("temporary"));
    Unbroken.runThenClean(
        () -> {
          AtomicFile.write(
              folder.resolve("first"),
              out -> {
                out.write("hal".getBytes(StandardCharsets.UTF_8));
                out.flush();
                System.out.println("writing");
                pause();
                out.write("ves".getBytes(StandardCharsets.UTF_8));
              });
          AtomicFile.write(folder.resolve("second"), out -> out.write('b'));
          return null;
        },
        () -> delete(temporary));
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
