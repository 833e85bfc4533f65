package dev.sprout.nn.ops;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.ScriptMethod;
import dev.sprout.core.Unbroken;
import dev.sprout.core.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * TorchScript functions callable on arrays: any libtorch operation, or a whole network block, in
 * one native call, differentiable in its array arguments.
 *
 * <p>An argument is an {@link NDArray} ({@code Tensor}), an array of them ({@code List[Tensor]}), a
 * whole number ({@code int}), a {@code double} ({@code float}), a truth value ({@code bool}) or a
 * {@link Precision} ({@code int}, a tensor type). Results belong to the manager of the first array.
 *
 * <p>Functions are compiled once per process and never unloaded. Immutable and thread-safe.
 */
public final class TorchScript {
  private final PtSymbolBlock module;

  private TorchScript(PtSymbolBlock module) {
    this.module = module;
  }

  /**
   * Compiles the functions of a class-path resource in the form of {@link ScriptSource}.
   *
   * @param owner class in the resource's package
   * @param name file name of the resource
   */
  public static TorchScript load(Class<?> owner, String name) {
    return archived(ScriptSource.read(owner, name));
  }

  /** Compiles the functions of a script's text. */
  public static TorchScript compile(String script) {
    return archived(ScriptSource.of(script));
  }

  /**
   * Loads the program of a TorchScript file, which libtorch's interpreter runs when it is called:
   * the file is code, not data.
   *
   * @param manager owner of the program and its weights
   * @throws UserError when the file can't be read or is no such program
   */
  public static TorchScript open(Path file, NDManager manager) {
    if (!Files.isRegularFile(file)) {
      throw UserError.failure("%s is not a file; a TorchScript program is needed", file);
    }
    try {
      boolean onDevice = true;
      String[] none = {};
      PtNDManager owner = (PtNDManager) manager;
      return new TorchScript(
          Unbroken.run(() -> JniUtils.loadModule(owner, file, onDevice, none, none, false)));
    } catch (EngineException e) {
      throw UserError.failure(
          e,
          "%s is no TorchScript program, as torch.jit.save writes it: a checkpoint of weights alone"
              + " can't be run",
          file);
    }
  }

  private static TorchScript archived(String methods) {
    PtNDManager forever = (PtNDManager) ComputeDevice.CPU.newManager();
    try (InputStream archive = new ByteArrayInputStream(ScriptArchive.of(methods))) {
      return new TorchScript(
          Unbroken.run(() -> JniUtils.loadModule(forever, archive, false, false)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Calls a function that returns one array. */
  public NDArray call(String function, Object... arguments) {
    return callForList(function, arguments).get(0);
  }

  /** Calls a function that returns a tuple or list of arrays. */
  public NDList callForList(String function, Object... arguments) {
    return run(function, arguments, true);
  }

  /** Calls a function that updates arrays in place, without gradients. */
  public NDList update(String function, Object... arguments) {
    return run(function, arguments, false);
  }

  /**
   * Runs without graph optimisation, which would rewrite a function after two calls and change the
   * last bits of gradients: a resumed run would differ from an uninterrupted one.
   */
  private NDList run(String function, Object[] arguments, boolean gradients) {
    JniUtils.setGraphExecutorOptimize(false); // per thread
    IValue[] values = new IValue[arguments.length];
    try {
      for (int i = 0; i < values.length; i++) {
        values[i] = value(arguments[i]);
      }
      PtNDManager owner = owner(arguments);
      return Unbroken.run(() -> ScriptMethod.run(module, function, values, gradients, owner));
    } finally {
      for (IValue value : values) {
        if (value != null) {
          value.close();
        }
      }
    }
  }

  private static IValue value(Object argument) {
    if (argument instanceof NDArray array) {
      return IValue.from((PtNDArray) array);
    } else if (argument instanceof NDArray[] arrays) {
      return IValue.listFrom(Arrays.copyOf(arrays, arrays.length, PtNDArray[].class));
    } else if (argument instanceof Integer || argument instanceof Long) {
      return IValue.from(((Number) argument).longValue());
    } else if (argument instanceof Double number) {
      return IValue.from(number);
    } else if (argument instanceof Boolean truth) {
      return IValue.from(truth);
    } else if (argument instanceof Precision precision) {
      return IValue.from((long) precision.torchType());
    }
    throw new IllegalArgumentException("argument " + argument + " is of no TorchScript type");
  }

  private static PtNDManager owner(Object[] arguments) {
    for (Object argument : arguments) {
      if (argument instanceof NDArray array) {
        return (PtNDManager) array.getManager();
      } else if (argument instanceof NDArray[] arrays && arrays.length > 0) {
        return (PtNDManager) arrays[0].getManager();
      }
    }
    throw new IllegalArgumentException("a TorchScript function needs an array");
  }
}
