package dev.sprout.cli;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import dev.sprout.nn.ops.TorchOps;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says whether this machine can run Sprout. */
@Command(
    name = "doctor",
    description = "Checks engine, threads, precision, devices, disk and models.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: sprout doctor"})
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Engine engine = Engine.getInstance();
    Path here = Path.of("").toAbsolutePath();
    out.printf("java       %s%n", Runtime.version());
    out.printf("engine     %s %s%n", engine.getEngineName(), engine.getVersion());
    out.printf(
        "threads    %d of %d cores%n",
        JniUtils.getNumThreads(), Runtime.getRuntime().availableProcessors());
    out.printf("bf16       relative rounding %.1e%n", bfloat16Rounding());
    out.printf("cuda       %s%n", ComputeDevice.present(0) ? "a device is present" : "none");
    out.printf(
        "disk       %d GiB free in %s%n", Files.getFileStore(here).getUsableSpace() >> 30, here);
    out.printf("writable   %s%n", Files.isWritable(here) ? "yes" : "no");
    out.printf("models     %d in %s%n", ModelFolders.list().size(), ModelFolders.shipped());
    return ModelFolders.list().isEmpty() ? 1 : 0;
  }

  private static double bfloat16Rounding() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray third = manager.full(new Shape(1), 1f / 3);
      NDArray rounded = TorchOps.float32(TorchOps.bfloat16(third));
      return Math.abs(rounded.getFloat() / third.getFloat() - 1);
    }
  }
}
