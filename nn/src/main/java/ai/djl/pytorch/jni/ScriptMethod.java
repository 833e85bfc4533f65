package ai.djl.pytorch.jni;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;

/**
 * Calls a method of a TorchScript module with arguments of any kind, recording gradients or not.
 *
 * <p>It stands in the engine's own package because the engine's public calls do one half each:
 * {@link IValueUtils#runMethod} records no gradients, and {@link IValueUtils#forward} takes arrays
 * only, whose names, shared by all threads, would have to say which of them form a list.
 * Thread-safe.
 */
public final class ScriptMethod {
  private static final boolean NEW_CUDA_STREAM = false;

  private ScriptMethod() {}

  /**
   * Runs a method; the arguments stay the caller's to close.
   *
   * @param gradients whether gradients of the result can reach the arguments
   * @return the array, or the arrays of the list or tuple, that the method returns
   */
  public static NDList run(
      PtSymbolBlock module, String name, IValue[] arguments, boolean gradients, PtNDManager owner) {
    long[] handles = new long[arguments.length];
    for (int i = 0; i < handles.length; i++) {
      handles[i] = arguments[i].getHandle();
    }
    long result =
        PyTorchLibrary.LIB.moduleRunMethod(
            module.getHandle(), name, handles, gradients, NEW_CUDA_STREAM);
    try (IValue value = new IValue(result)) {
      return value.toNDList(owner);
    }
  }
}
