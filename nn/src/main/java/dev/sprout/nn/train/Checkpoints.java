package dev.sprout.nn.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.TorchOps;
import dev.sprout.nn.weights.SafetensorsWriter;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.nn.weights.WeightFile;
import dev.sprout.nn.weights.WeightMismatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checkpoints of a run: weights, their average and both moments in full precision, and the step.
 * Data order and noise are functions of seed and step, so they need no storage.
 */
final class Checkpoints {
  private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{9})\\.safetensors");
  private static final String DAMAGED = ".damaged";
  private static final String STEP = "step";
  private static final String SEED = "seed";

  private final Path folder;
  private final int keep;

  Checkpoints(Path folder, int keep) {
    this.folder = folder;
    this.keep = keep;
  }

  /** Writes a checkpoint atomically, then deletes the oldest beyond the number kept. */
  void save(long step, long seed, Map<String, Weights> parts) {
    Map<String, NDArray> all = new LinkedHashMap<>();
    parts.forEach((part, w) -> w.arrays().forEach((name, a) -> all.put(part + "." + name, a)));
    Map<String, String> metadata = Map.of(STEP, Long.toString(step), SEED, Long.toString(seed));
    Path file = folder.resolve(String.format(Locale.ROOT, "checkpoint-%09d.safetensors", step));
    SafetensorsWriter.write(file, all, TensorType.F32, metadata);
    List<Path> old = newestFirst();
    old.subList(Math.min(keep, old.size()), old.size()).forEach(Checkpoints::delete);
  }

  /**
   * Restores the newest readable checkpoint; newer damaged ones are renamed, unless all are
   * damaged.
   *
   * @param notices receiver of a sentence about each damaged checkpoint
   * @return step of the checkpoint, or empty without one
   * @throws UserError when the checkpoint is of another seed or network, or all are damaged
   */
  Optional<Long> restore(long seed, Map<String, Weights> parts, Consumer<String> notices) {
    Map<Path, String> problems = new LinkedHashMap<>();
    for (Path file : newestFirst()) {
      try (WeightFile source = intact(file, problems)) {
        if (source != null) {
          checkSeed(file, source, seed);
          parts.forEach((part, weights) -> restore(file, source, part, weights));
          problems.forEach((damaged, problem) -> putAside(damaged, problem, file, notices));
          return Optional.of(step(file));
        }
      }
    }
    problems.forEach(
        (damaged, problem) -> {
          throw onlyDamaged(" (%s: %s)".formatted(damaged.getFileName(), problem));
        });
    requireNoneDamaged();
    return Optional.empty();
  }

  /** Checks that a folder without checkpoints has no renamed damaged ones either. */
  void requireNoneDamaged() {
    boolean damaged =
        list().stream()
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(DAMAGED))
            .map(name -> name.substring(0, name.length() - DAMAGED.length()))
            .anyMatch(name -> NAME.matcher(name).matches());
    if (damaged) {
      throw onlyDamaged("");
    }
  }

  private UserError onlyDamaged(String example) {
    return UserError.failure(
        "%s holds only damaged checkpoints%s; begin in another folder", folder, example);
  }

  /** The opened checkpoint; if damaged, null and its problem is added. */
  private static WeightFile intact(Path file, Map<Path, String> problems) {
    WeightFile source = null;
    String problem;
    try {
      source = WeightFile.open(file);
      problem = problem(file, source);
      if (problem == null) {
        return source;
      }
    } catch (UserError e) {
      problem = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
    }
    if (source != null) {
      source.close();
    }
    problems.put(file, problem);
    return null;
  }

  private static String problem(Path file, WeightFile source) {
    if (!Long.toString(step(file)).equals(source.metadata().get(STEP))) {
      return "its step differs from its file name";
    }
    for (String name : source.tensors().keySet()) {
      try (NDManager scope = ComputeDevice.CPU.newManager()) {
        if (!WeightMismatch.isFinite(source.read(name, scope))) {
          return name + " has values that are no finite numbers";
        }
      }
    }
    return null;
  }

  private static void putAside(Path damaged, String problem, Path taken, Consumer<String> notices) {
    Path aside = damaged.resolveSibling(damaged.getFileName() + DAMAGED);
    move(damaged, aside);
    notices.accept(
        "%s is damaged (%s) and was renamed to %s; %s is taken"
            .formatted(damaged, problem, aside.getFileName(), taken.getFileName()));
  }

  private static void checkSeed(Path file, WeightFile source, long seed) {
    String saved = source.metadata().get(SEED);
    if (!Long.toString(seed).equals(saved)) {
      throw UserError.failure(
          "%s was trained with seed %s and this run has seed %d; resume with the same seed",
          file, saved, seed);
    }
  }

  /** Step of the newest checkpoint, 0 without one. */
  long newestStep() {
    return newestFirst().stream().findFirst().map(Checkpoints::step).orElse(0L);
  }

  /** Checks that a new run finds no checkpoints. */
  static void requireResume(Path folder, long done, boolean resume) {
    if (!resume) {
      throw UserError.unusable(
          "resume",
          "is needed: %s already holds a run of %d steps; resume it, or name another folder",
          folder,
          done);
    }
  }

  private static void restore(Path file, WeightFile source, String part, Weights weights) {
    for (Map.Entry<String, NDArray> entry : weights.arrays().entrySet()) {
      String name = part + "." + entry.getKey();
      if (!source.tensors().containsKey(name)) {
        throw UserError.failure("%s holds no %s; it belongs to another network", file, name);
      }
      try (NDManager scope = ComputeDevice.CPU.newManager()) {
        NDArray saved = source.read(name, scope);
        if (!saved.getShape().equals(entry.getValue().getShape())) {
          throw UserError.failure(
              "%s: %s is %s, this network needs %s",
              file, name, saved.getShape(), entry.getValue().getShape());
        }
        TorchOps.assign(entry.getValue(), saved);
      }
    }
  }

  private List<Path> newestFirst() {
    return list().stream()
        .filter(f -> NAME.matcher(f.getFileName().toString()).matches())
        .sorted(Comparator.comparingLong(Checkpoints::step).reversed())
        .toList();
  }

  private List<Path> list() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be listed: %s", folder, e);
    }
  }

  private static long step(Path file) {
    Matcher matcher = NAME.matcher(file.getFileName().toString());
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be renamed: %s", from, e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be deleted: %s", file, e);
    }
  }
}
