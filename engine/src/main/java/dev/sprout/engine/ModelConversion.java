package dev.sprout.engine;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import dev.sprout.core.AtomicFile;
import dev.sprout.core.JsonFile;
import dev.sprout.core.Unbroken;
import dev.sprout.core.UserError;
import dev.sprout.language.Familiarity;
import dev.sprout.language.KnownWords;
import dev.sprout.language.LlamaCheckpoint;
import dev.sprout.language.TextTokenizer;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.Compute;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.weights.TensorType;
import dev.sprout.seed.SeedFolder;
import dev.sprout.xar.model.GeneratorConversion;
import dev.sprout.xar.model.ModelConfig;
import dev.sprout.xar.model.ModelFolder;
import dev.sprout.xar.model.WeightChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Conversion of a model folder to safetensors: generator, autoencoder and, if present, tokenizer
 * and language model.
 */
public final class ModelConversion {
  private ModelConversion() {}

  /**
   * Converts into a temporary folder that is renamed when complete, so that a failed or killed
   * conversion leaves no model.
   *
   * @param choice averaged or trained weights of a checkpoint
   * @param adapter folder of a LoRA adapter to fold into the language model, or null
   * @param to new folder, or existing one whose files of equal names are replaced
   * @param type element type of written weights
   * @throws UserError when the model can't be read or written, or its arrays don't match its sizes
   */
  public static void run(Path from, WeightChoice choice, Path adapter, Path to, TensorType type) {
    if (isLanguageModel(from)) {
      inPart(to, part -> convertLanguage(from, adapter, part, type));
      return;
    }
    boolean hasWords = ModelParts.hasWords(from);
    if (adapter != null && !hasWords) {
      throw UserError.unusable(
          "adapter", "is for a language model; %s has none in %s", from, ModelFolder.LANGUAGE);
    }
    boolean hasGenerator = !hasWords || Files.exists(from.resolve(ModelConfig.FILE));
    inPart(
        to,
        part -> {
          if (hasGenerator) {
            GeneratorConversion.run(from, choice, part, type);
          }
          if (hasWords) {
            convertWords(from, adapter, part, type);
          } else if (ModelParts.hasTokenizer(from)) {
            convertTokenizer(from, part, type);
          }
          if (hasGenerator && hasWords) {
            new ModelParts(part, new LoadOptions(WeightChoice.AVERAGED, Compute.CPU, null))
                .storeAndClose();
          }
        });
  }

  /** Work that fills a folder. */
  private interface Filling {
    void run(Path folder) throws IOException;
  }

  /** Fills a folder beside the wanted one and renames it, or leaves nothing. */
  private static void inPart(Path to, Filling filling) {
    Path target = to.toAbsolutePath();
    Path part = AtomicFile.temporary(target);
    try {
      AtomicFile.makeFolder(part);
      Unbroken.runThenClean(
          () -> {
            filling.run(part);
            move(part, target);
            return to;
          },
          () -> delete(part));
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be written: %s", to, AtomicFile.reason(e));
    } catch (UserError e) { // names a file in the temporary folder, if it is about writing
      String message = e.getMessage().replace(part.toString(), to.toString());
      throw e.getMessage().equals(message) ? e : UserError.of(e.kind(), e, "%s", message);
    }
  }

  private static void convertWords(Path from, Path adapter, Path to, TensorType type)
      throws IOException {
    Path language = Files.createDirectory(to.resolve(ModelFolder.LANGUAGE));
    convertTokenizer(from, to, type);
    convertLanguage(from.resolve(ModelFolder.LANGUAGE), adapter, language, type);
  }

  private static void convertTokenizer(Path from, Path to, TensorType type) throws IOException {
    Path seed = Files.createDirectory(to.resolve(ModelFolder.SEED));
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      SeedFolder tokenizer = SeedFolder.of(from.resolve(ModelFolder.SEED));
      Weights weights = tokenizer.weights(manager);
      SeedFolder.write(seed, tokenizer.config(), weights, type);
      weights.close();
    }
    copyVocabulary(from.resolve(ModelFolder.SEED), seed);
  }

  /** Whether a folder is a language model by itself, as Hugging Face saves one. */
  private static boolean isLanguageModel(Path folder) {
    Path config = folder.resolve(ModelConfig.FILE);
    return Files.isRegularFile(config)
        && JsonFile.read(config, JsonObject.class, UserError.Kind.FAILED).has("hidden_size");
  }

  private static void convertLanguage(Path from, Path adapter, Path to, TensorType type) {
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      LlamaCheckpoint checkpoint = LlamaCheckpoint.read(from, adapter, Precision.FP32, manager);
      LlamaCheckpoint.write(to, checkpoint.config(), checkpoint.weights(), type);
    }
    copyVocabulary(from, to);
    KnownWords.read(from).ifPresent(words -> words.write(to));
    Familiarity.read(from).ifPresent(pictures -> pictures.write(to));
  }

  private static void copyVocabulary(Path from, Path to) {
    if (Stream.of(TextTokenizer.FILE, TextTokenizer.SENTENCE_PIECE)
        .anyMatch(name -> Files.isRegularFile(from.resolve(name)))) {
      TextTokenizer.copy(from, to);
    }
  }

  /** Renames the folder, or moves its files into an existing one. */
  private static void move(Path part, Path target) throws IOException {
    if (Files.notExists(target)) {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    for (Path file : below(part)) {
      Path place = target.resolve(part.relativize(file));
      if (Files.isDirectory(file)) {
        Files.createDirectories(place);
      } else {
        Files.move(file, place, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList();
    }
  }

  private static void delete(Path folder) {
    if (Files.notExists(folder)) {
      return;
    }
    try {
      for (Path file : below(folder).stream().sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be removed: %s", folder, e.getMessage());
    }
  }
}
