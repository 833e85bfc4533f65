package dev.sprout.tokenunify.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.segment.WindowPlan;
import dev.sprout.volumes.VolumeAddress;
import dev.sprout.volumes.array.Coordinate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segmentations in processes of their own: killed, and with little memory. */
class SegmentationRestartTest {
  private static final Coordinate SHAPE = new Coordinate(8, 70, 66);

  @TempDir private Path folder;

  private static Process start(String heap, Object... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SegmentationProcess.class.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static BufferedReader lines(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  @Test
  void killedJobsGoOnToTheSameBytes() throws IOException, InterruptedException {
    VolumeAddress volume = CellVolume.write(folder.resolve("raw.zarr"), SHAPE);
    Joining joining = new Joining(FragmentKind.SECTION, JoinMethod.MEAN, null, null);
    Path whole = folder.resolve("whole.zarr");
    int windows = run(volume, joining, whole);
    Grid grid = new Grid(8, 70, 66);
    assertThat(windows).isEqualTo(WindowPlan.gaussian(grid, CellVolume.WINDOW, 0.25).windows());
    for (String stop : List.of("0", "23", "AFFINITIES", "FRAGMENTS", "GRAPH", "LABELS")) {
      Path out = folder.resolve(stop + ".zarr");
      Process process = start("64m", volume, out, "3x40x40", "6x24x20", stop);
      try (BufferedReader lines = lines(process)) {
        assertThat(lines.readLine()).isEqualTo(SegmentationProcess.WAITING);
      }
      process.destroyForcibly().waitFor();
      assertThat(out).doesNotExist();
      int left = run(volume, joining, out);
      if (stop.matches("\\d+")) {
        assertThat(left).isEqualTo(windows - Integer.parseInt(stop)); // none is predicted twice
      }
      assertThat(SegmentationJobTest.bytes(out)).isEqualTo(SegmentationJobTest.bytes(whole));
      assertThat(folder.resolve(stop + ".zarr.work")).doesNotExist();
    }
  }

  private static int run(VolumeAddress volume, Joining joining, Path out) {
    AtomicInteger calls = new AtomicInteger();
    Grid block = new Grid(3, 40, 40);
    try (SegmentationJob job = SegmentationProcess.job(volume, null, joining, block, out)) {
      job.run(
          grey -> {
            calls.incrementAndGet();
            return CellVolume.network(CellVolume.WINDOW).apply(grey);
          },
          (stage, done, total) -> {});
    }
    return calls.get();
  }

  /** With 60 MB of heap, whose four-fold the volume's affinities alone take. */
  @Test
  void volumesNeedNotFitTheMemory() throws IOException, InterruptedException {
    Coordinate shape = new Coordinate(256, 256, 320);
    assertThat(shape.volume() * 3 * Float.BYTES).isGreaterThanOrEqualTo(4 * (60L << 20));
    VolumeAddress volume = CellVolume.write(folder.resolve("raw.zarr"), shape, 64);
    Process process =
        start("60m", volume, folder.resolve("out.zarr"), "4x256x320", "16x96x96", "none");
    try (BufferedReader lines = lines(process)) {
      assertThat(lines.lines()).last().asString().startsWith("done");
    }
    assertThat(process.waitFor()).isZero();
  }
}
