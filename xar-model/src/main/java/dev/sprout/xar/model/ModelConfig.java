package dev.sprout.xar.model;

import dev.sprout.autoencoder.AutoencoderConfig;
import dev.sprout.core.JsonFile;
import dev.sprout.core.UserError;
import dev.sprout.flow.SolverName;
import dev.sprout.flow.SolverOptions;
import dev.sprout.xar.network.XarConfig;
import dev.sprout.xar.sampling.SamplingOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The {@code config.json} of a model folder.
 *
 * @param name what users call it
 * @param description one line
 * @param autoencoder sizes of the autoencoder
 * @param xar sizes of the generator
 * @param concepts what it can draw; concept i is row i of the class table
 * @param styles how; style j is row {@code concepts.size() + j}
 * @param defaults sampling options that suit it
 */
public record ModelConfig(
    String name,
    String description,
    AutoencoderConfig autoencoder,
    XarConfig xar,
    List<Concept> concepts,
    List<String> styles,
    Defaults defaults) {
  /** The file's name. */
  public static final String FILE = "config.json";

  /** Something that can be drawn, its name and other words for it. */
  public record Concept(String name, List<String> keywords) {}

  /** Sampling options as users write them. */
  public record Defaults(String sampler, int steps, double guidance) {
    /** The same, checked. */
    public SamplingOptions options() {
      return SamplingOptions.of(new SolverOptions(SolverName.parse(sampler), steps), guidance);
    }
  }

  /** Checks that the parts fit each other. */
  public ModelConfig {
    if (autoencoder == null || xar == null || defaults == null) {
      throw UserError.failure("config.json needs autoencoder, xar and defaults");
    }
    concepts = List.copyOf(concepts);
    styles = List.copyOf(styles);
    if (xar.classes() != concepts.size() + styles.size()) {
      throw UserError.failure(
          "config.json has %d concepts and %d styles for a network of %d classes",
          concepts.size(), styles.size(), xar.classes());
    }
    if (xar.rows() != autoencoder.grid() || xar.channels() != autoencoder.latentChannels()) {
      throw UserError.failure(
          "config.json: the network draws %d×%d×%d latents, the autoencoder reads %d×%d×%d",
          xar.rows(),
          xar.columns(),
          xar.channels(),
          autoencoder.grid(),
          autoencoder.grid(),
          autoencoder.latentChannels());
    }
  }

  /**
   * Reads the configuration of a model folder.
   *
   * @throws UserError when the folder or the file is missing or says something impossible
   */
  public static ModelConfig read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw UserError.failure(
          "%s is no model folder: there is no %s. Accepted is a folder with %s and its weights.",
          folder, file, FILE);
    }
    return JsonFile.read(file, ModelConfig.class, UserError.Kind.FAILED);
  }

  /** Writes the file, whole or not at all. */
  public void write(Path folder) {
    JsonFile.write(folder.resolve(FILE), this);
  }

  /** Names of all concepts, in order. */
  public List<String> conceptNames() {
    return concepts.stream().map(Concept::name).toList();
  }
}
