package dev.sprout.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is told to end while it works. */
class UnbrokenTest {
  private static final int TERMINATED = 128 + 15;

  @TempDir private Path folder;

  @Test
  void aFileIsWrittenToItsEndAndWhatIsTemporaryIsRemoved() throws Exception {
    Process writing =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                UnbrokenTest.class.getName(),
                folder.toString())
            .start();
    try (BufferedReader lines = writing.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("writing");
      writing.destroy();
      assertThat(writing.waitFor()).isEqualTo(TERMINATED);
    }
    assertThat(folder.resolve("first")).hasContent("halves");
    assertThat(folder.toFile().list()).containsExactly("first");
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
