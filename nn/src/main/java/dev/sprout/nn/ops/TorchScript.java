package dev.sprout.nn.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * TorchScript functions as callable Java functions on arrays: any libtorch operation, or a whole
 * network block, in one native call, differentiable through its array arguments.
 *
 * <p>The functions are read once a process and never unloaded. Instances are immutable and may be
 * used by several threads.
 */
public final class TorchScript {
  private final PtSymbolBlock module;

  private TorchScript(PtSymbolBlock module) {
    this.module = module;
  }

  /**
   * Compiles the functions in a class-path resource.
   *
   * @param owner the class beside which the resource lies
   * @param name the resource's file name
   */
  public static TorchScript load(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name + " beside " + owner.getName());
      }
      return compile(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compiles methods given as source: indented by two spaces, {@code self : __torch__.Ops}. */
  public static TorchScript compile(String methods) {
    PtNDManager forever = (PtNDManager) ComputeDevice.CPU.newManager();
    try (InputStream archive = new ByteArrayInputStream(ScriptArchive.of(methods))) {
      return new TorchScript(JniUtils.loadModule(forever, archive, false, false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Calls a function that returns one array, owned by the manager of the first argument. */
  public NDArray call(String function, NDArray... arguments) {
    return callForList(function, arguments).get(0);
  }

  /** Calls a function that returns a tuple or list of arrays. */
  public NDList callForList(String function, NDArray... arguments) {
    NDList list = new NDList(arguments.length + 1);
    for (NDArray argument : arguments) {
      list.add(argument);
    }
    return run(function, list, true);
  }

  /**
   * Calls a function of lists of arrays that updates some of them in place; no gradient is
   * recorded.
   *
   * @return what the function returns, owned by the manager of the first array of the first list
   */
  @SafeVarargs
  public final NDList update(String function, List<NDArray>... lists) {
    NDList flat = new NDList();
    for (int i = 0; i < lists.length; i++) {
      for (NDArray array : lists[i]) {
        array.setName("list" + i + "[]"); // how the engine is told an argument's place
        flat.add(array);
      }
    }
    try {
      return run(function, flat, false);
    } finally {
      flat.forEach(array -> array.setName(null));
    }
  }

  /**
   * Runs as written. The engine would otherwise rewrite a function after its first two calls, which
   * changes the last bits of gradients: a resumed run would differ from an uninterrupted one.
   */
  private NDList run(String function, NDList arguments, boolean differentiable) {
    JniUtils.setGraphExecutorOptimize(false); // of this thread
    try (NDManager scope = ComputeDevice.CPU.newManager()) {
      NDArray method = scope.create(0f);
      method.setName("module_method:" + function);
      arguments.add(method);
      return IValueUtils.forward(module, arguments, differentiable);
    }
  }
}
