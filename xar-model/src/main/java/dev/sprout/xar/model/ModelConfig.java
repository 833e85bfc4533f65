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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Configuration of a model, {@code config.json}. Immutable.
 *
 * @param name name of the model
 * @param description description in one line
 * @param autoencoder sizes of the autoencoder
 * @param xar sizes of the generator
 * @param concepts concepts; concept i is row i of the class table
 * @param styles styles; style j is row {@code concepts.size() + j}
 * @param defaults default sampling options
 */
public record ModelConfig(
    String name,
    String description,
    AutoencoderConfig autoencoder,
    XarConfig xar,
    List<Concept> concepts,
    List<String> styles,
    Defaults defaults) {
  /** File name. */
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

  /** Default sampling options: solver name, steps per entity, guidance scale. */
  public record Defaults(String sampler, int steps, double guidance) {
    private static final int MOST_STEPS = 1000;

    /** Checks the sampler and the steps. */
    public Defaults {
      SolverName.parse(Require.present("sampler", sampler));
      Require.between("steps", steps, 1, MOST_STEPS);
    }

    /** The options, checked. */
    public SamplingOptions options() {
      return SamplingOptions.of(new SolverOptions(SolverName.parse(sampler), steps), guidance);
    }
  }

  /** Checks that the parts match. */
  public ModelConfig {
    Require.present("name", name);
    Require.present("description", description);
    Require.present("autoencoder", autoencoder);
    Require.present("xar", xar);
    Require.present("defaults", defaults);
    concepts = List.copyOf(Require.present("concepts", concepts));
    styles = List.copyOf(Require.present("styles", styles));
    requireDistinct("concepts", concepts.stream().map(Concept::name).toList());
    requireDistinct("styles", styles);
    if (xar.classes() != concepts.size() + styles.size()) {
      throw UserError.failure(
          "%d concepts and %d styles don't match a network of %d classes",
          concepts.size(), styles.size(), xar.classes());
    }
    if (xar.rows() != autoencoder.grid() || xar.channels() != autoencoder.latentChannels()) {
      throw UserError.failure(
          "the network's latents are %d×%d×%d, the autoencoder's %d×%d×%d",
          xar.rows(),
          xar.columns(),
          xar.channels(),
          autoencoder.grid(),
          autoencoder.grid(),
          autoencoder.latentChannels());
    }
  }

  private static void requireDistinct(String field, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      if (!seen.add(names.get(i))) {
        throw UserError.unusable(
            field,
            "has '%s' twice, as number %d and %d; each needs a name of its own",
            names.get(i),
            names.indexOf(names.get(i)),
            i);
      }
    }
  }

  /**
   * Reads the configuration of a model folder.
   *
   * @throws UserError when the folder or file is missing or invalid
   */
  public static ModelConfig read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw UserError.failure(
          "%s is no model folder: %s is missing; accepted is a folder with %s and weights",
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
