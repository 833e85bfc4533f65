package dev.sprout.cli;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.LibUtils;
import com.sun.management.OperatingSystemMXBean;
import dev.sprout.core.UserError;
import dev.sprout.core.Version;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.TorchOps;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks of this machine: Java, engine, memory, device, disk, models. */
@Command(
    name = "doctor",
    description = "Check this machine; exit code 1 when something essential is missing.",
    footer = {"", "Example:", "  sprout doctor"})
final class DoctorCommand extends CommonOptions implements Callable<Integer> {
  private static final Path HERE = Path.of("").toAbsolutePath();
  private static final long ENOUGH_SPACE = 100_000_000;

  @Mixin private JsonOption json;

  private final Map<String, Finding> findings = new LinkedHashMap<>();

  /** What one probe found. */
  private record Finding(boolean ok, String text) {}

  /** One check; returns its finding, throws when Sprout can't run with it. */
  private interface Probe {
    String run() throws IOException;
  }

  @Override
  public Integer call() {
    probe("sprout", Version::current);
    probe("java", () -> Runtime.version() + ", " + System.getProperty("java.vm.name"));
    probe("engine", DoctorCommand::engine);
    probe("library", DoctorCommand::library);
    probe("cores", () -> String.valueOf(Runtime.getRuntime().availableProcessors()));
    probe("memory", DoctorCommand::memory);
    probe("bf16", DoctorCommand::bfloat16);
    probe("threads", DoctorCommand::waiting);
    probe("locale", DoctorCommand::locale);
    probe("cuda", DoctorCommand::cuda);
    probe("disk space", DoctorCommand::space);
    probe("folder", DoctorCommand::writable);
    probe("models", DoctorCommand::models);
    if (json.isGiven()) {
      JsonOption.print(spec.commandLine().getOut(), findings);
    }
    return findings.values().stream().allMatch(Finding::ok) ? 0 : 1;
  }

  private void probe(String name, Probe probe) {
    try {
      report(name, new Finding(true, probe.run()));
    } catch (IOException | RuntimeException | LinkageError e) {
      report(name, new Finding(false, Text.plain(String.valueOf(e.getMessage()))));
      if (verbose) {
        e.printStackTrace(spec.commandLine().getErr());
      }
    }
  }

  private void report(String name, Finding found) {
    findings.put(name, found);
    if (!json.isGiven()) {
      String verdict = found.ok() ? "ok" : "FAILED";
      spec.commandLine().getOut().printf("%-10s %-6s  %s%n", name, verdict, found.text());
    }
  }

  private static String engine() {
    Engine engine = Engine.getInstance();
    return engine.getEngineName() + " " + engine.getVersion();
  }

  /** The folder that the engine unpacked its native library into. */
  private static String library() {
    Engine.getInstance();
    return LibUtils.getLibtorchPath();
  }

  private static String memory() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return "%s, Java's heap up to %s"
        .formatted(
            Text.size(system.getTotalMemorySize()), Text.size(Runtime.getRuntime().maxMemory()));
  }

  /** Waiting policy of OpenMP threads, from environment variables read before Java starts. */
  private static String waiting() {
    return Stream.of("GOMP_SPINCOUNT", "OMP_WAIT_POLICY")
        .filter(name -> System.getenv(name) != null)
        .map(name -> name + "=" + System.getenv(name))
        .findFirst()
        .orElse(
            "OpenMP threads spin, many times slower on a busy machine: set GOMP_SPINCOUNT=1000"
                + " before"
                + " Java starts");
  }

  private static String locale() {
    String encoding = System.getProperty("sun.jnu.encoding");
    return encoding.equals("UTF-8")
        ? "file names in UTF-8"
        : "file names in " + encoding + ", other letters are lost: set LC_ALL=C.UTF-8";
  }

  private static String bfloat16() {
    try (NDManager manager = ComputeDevice.best().newManager()) {
      NDArray two = TorchOps.bfloat16(manager.ones(new Shape(1, 2)));
      NDArray sum = TorchOps.float32(two.matMul(two.transpose()));
      if (sum.getFloat() != 2) {
        throw UserError.failure("1 + 1 gave %s", sum.getFloat());
      }
      return ComputeDevice.hasBfloat16(manager) ? "in hardware" : "emulated: fp32 is faster";
    }
  }

  private static String cuda() {
    int count = ComputeDevice.count();
    return count == 0 ? "none: the processor computes" : count + " device(s)";
  }

  private static String space() throws IOException {
    long free = Files.getFileStore(HERE).getUsableSpace();
    if (free < ENOUGH_SPACE) {
      throw UserError.failure("only %s free in %s", Text.size(free), HERE);
    }
    return Text.size(free) + " free";
  }

  private static String writable() {
    try {
      Files.delete(Files.createTempFile(HERE, ".sprout-", ".part"));
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be written to", HERE);
    }
    return HERE + " can be written to";
  }

  private static String models() {
    List<Path> folders =
        Stream.of(ModelFolders.Kind.values())
            .flatMap(kind -> ModelFolders.installed(kind).list().stream())
            .toList();
    String names =
        folders.stream()
            .map(folder -> folder.getFileName().toString())
            .collect(Collectors.joining(", "));
    return (names.isEmpty() ? "none" : names) + " in " + ModelFolders.parent();
  }
}
