package dev.sprout.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

/** Loop of the fixed-step solvers: carries the state from step to step and frees all else. */
final class FixedSteps {
  /** One step, from state to next state; all arrays made but the result are freed. */
  @FunctionalInterface
  interface Step {
    NDArray advance(NDArray x, int index);
  }

  private FixedSteps() {}

  /** Takes {@code count} steps with a state of the given precision, from a copy of the start. */
  static NDArray run(NDArray start, DataType precision, int count, Step method) {
    NDManager caller = start.getManager();
    try (NDManager carried = caller.newSubManager()) {
      NDArray x = start.toType(precision, true);
      x.attach(carried);
      for (int i = 0; i < count; i++) {
        try (NDManager step = carried.newSubManager()) {
          x.attach(step);
          x = method.advance(x, i);
          x.attach(carried);
        }
      }
      NDArray end = x.toType(start.getDataType(), false);
      end.attach(caller);
      return end;
    }
  }
}
