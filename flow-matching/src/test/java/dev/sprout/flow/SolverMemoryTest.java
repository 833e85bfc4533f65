package dev.sprout.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SolverMemoryTest {
  private static final java.nio.file.Path STATUS = java.nio.file.Path.of("/proc/self/status");
  private static final NoiseSource NOISE = (manager, shape) -> manager.ones(shape);

  @ParameterizedTest
  @EnumSource
  void leavesNothingButTheResult(SolverName sampler) {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray start = manager.ones(new Shape(2, 3));
      NDArray end = solver(sampler, 5).solve((x, t) -> x.mul(0.5f), start, NOISE);
      assertThat(manager.getManagedArrays()).hasSize(2);
      assertThat(end.getManager()).isSameAs(manager);
      assertThat(start.sum().getFloat()).isEqualTo(6);
      assertThat(end.sum().getFloat()).isNotEqualTo(6);
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesNothingWhenTheFieldFails(SolverName sampler) {
    VelocityField failing =
        (x, t) -> {
          if (t < 0.6) {
            throw new IllegalArgumentException("no network");
          }
          return x.mul(0.5f);
        };
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray start = manager.ones(new Shape(2, 3));
      assertThatThrownBy(() -> solver(sampler, 5).solve(failing, start, NOISE))
          .hasMessage("no network");
      assertThat(manager.getManagedArrays()).hasSize(1);
    }
  }

  /** As many arrays are alive in the last steps as in the first ones. */
  @ParameterizedTest
  @EnumSource
  void holdsNoMoreArraysFromStepToStep(SolverName sampler) {
    List<Integer> alive = new ArrayList<>();
    VelocityField counting =
        (x, t) -> {
          alive.add(countArrays(x.getManager()));
          return x.mul((float) Math.sin(40 * t));
        };
    try (NDManager manager = NDManager.newBaseManager()) {
      solver(sampler, 30).solve(counting, manager.ones(new Shape(2, 3)), NOISE);
    }
    assertThat(alive).hasSizeGreaterThanOrEqualTo(30);
    int first = alive.subList(0, 15).stream().max(Integer::compare).orElseThrow();
    assertThat(alive).allMatch(count -> count <= first);
  }

  @ParameterizedTest
  @EnumSource(names = {"HEUN", "EULER_MARUYAMA"})
  void residentMemoryStaysFlat(SolverName sampler) throws IOException {
    long elements = 1 << 14; // 64 KiB, of which a step makes eight or more: a leak is over 500 MiB
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray start = manager.ones(new Shape(1, elements));
      solver(sampler, 20).solve((x, t) -> x.mul(0.1f), start, NOISE);
      long before = residentKilobytes();
      solver(sampler, 1000).solve((x, t) -> x.mul(0.1f), start, NOISE);
      assertThat(residentKilobytes() - before).isLessThan(100 << 10);
    }
  }

  private static int countArrays(NDManager manager) {
    int count = 0;
    for (int level = 0; level < 3; level++) { // step, carried, caller
      count += manager.getManagedArrays().size();
      manager = manager.getParentManager();
    }
    return count;
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private static Solver solver(SolverName sampler, int steps) {
    return new SolverOptions(sampler, steps).solver();
  }
}
