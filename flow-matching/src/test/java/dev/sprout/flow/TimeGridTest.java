package dev.sprout.flow;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.nn.ops.TorchScript;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TimeGridTest {
  private static final TorchScript LIBTORCH =
      TorchScript.compile(
          """
          def linspace(self, like : Tensor, start : float, end : float, count : int) -> Tensor:
            return torch.linspace(start, end, count, dtype=like.dtype, device=like.device)
          """);

  @Test
  void linspaceIsThatOfLibtorch() {
    for (int count = 1; count <= 1001; count++) {
      assertSame(1, 0.04, count);
      assertSame(1, 0, count);
    }
  }

  /** The same in float32, as networks see it; libtorch may fuse roundings in float64. */
  private static void assertSame(double start, double end, int count) {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray like = manager.create(new double[0]);
      double[] libtorch = LIBTORCH.call("linspace", like, start, end, count).toDoubleArray();
      double[] ours = TimeGrid.linspace(start, end, count);
      assertThat(inFloat32(ours)).isEqualTo(inFloat32(libtorch));
    }
  }

  private static double[] inFloat32(double[] values) {
    return Arrays.stream(values).map(value -> (float) value).toArray();
  }
}
