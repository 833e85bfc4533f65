package ai.djl.pytorch.jni;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;

/**
 * Call of a TorchScript module's method with arguments of any kind, with or without gradients.
 *
 * <p>The class is in the engine's package because of package-private access: publicly, {@link
 * IValueUtils#runMethod} records no gradients, and {@link IValueUtils#forward} takes arrays only,
 * with lists marked by array names that all threads share. Thread-safe.
 */
public final class ScriptMethod {
  private static final boolean NEW_CUDA_STREAM = false;

  private ScriptMethod() {}

  /**
   * Runs a method; the caller closes the arguments.
   *
   * @param gradients whether the result carries gradients to the arguments
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
