package dev.sprout.xar.model;

import dev.sprout.autoencoder.AutoencoderConfig;
import dev.sprout.core.Default;
import dev.sprout.core.JsonFile;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.flow.SolverName;
import dev.sprout.flow.SolverOptions;
import dev.sprout.xar.network.XarConfig;
import dev.sprout.xar.sampling.SamplingOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

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

  private static final Pattern EMOJI = Pattern.compile("\\S*[^\\s\\p{ASCII}]\\S*");

  /**
   * Something that can be drawn.
   *
   * @param name of its own
   * @param keywords other words for it
   * @param symbol the emoji that stands for it in prompts, or null
   */
  public record Concept(String name, List<String> keywords, @Default("null") String symbol) {
    /** Checks that there is a name, and that a symbol is no plain word. */
    public Concept {
      Require.present("name", name);
      keywords = List.copyOf(Require.present("keywords", keywords));
      if (name.isBlank()) {
        throw UserError.invalid("name", "blank", "a name");
      } else if (symbol != null && !EMOJI.matcher(symbol).matches()) {
        throw UserError.invalid("symbol", "'" + symbol + "'", "an emoji, without blanks");
      }
    }

    /** A concept without a symbol. */
    public Concept(String name, List<String> keywords) {
      this(name, keywords, null);
    }
  }

  /** Sampling options as users write them. */
  public record Defaults(String sampler, int steps, double guidance) {
    private static final int MOST_STEPS = 1000;

    /** Checks the sampler and the steps. */
    public Defaults {
      SolverName.parse(Require.present("sampler", sampler));
      Require.between("steps", steps, 1, MOST_STEPS);
    }

    /** The same, checked. */
    public SamplingOptions options() {
      return SamplingOptions.of(new SolverOptions(SolverName.parse(sampler), steps), guidance);
    }
  }

  /** Checks that the parts fit each other. */
  public ModelConfig {
    Require.present("name", name);
    Require.present("description", description);
    Require.present("autoencoder", autoencoder);
    Require.present("xar", xar);
    Require.present("defaults", defaults);
    concepts = List.copyOf(Require.present("concepts", concepts));
    styles = List.copyOf(Require.present("styles", styles));
    if (xar.classes() != concepts.size() + styles.size()) {
      throw UserError.failure(
          "there are %d concepts and %d styles for a network of %d classes",
          concepts.size(), styles.size(), xar.classes());
    }
    if (xar.rows() != autoencoder.grid() || xar.channels() != autoencoder.latentChannels()) {
      throw UserError.failure(
          "the network draws %d×%d×%d latents, the autoencoder reads %d×%d×%d",
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
    return JsonFile.readRecord(file, ModelConfig.class, UserError.Kind.FAILED);
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
