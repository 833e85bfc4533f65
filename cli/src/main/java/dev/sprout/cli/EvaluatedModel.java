package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.engine.LoadOptions;
import dev.sprout.engine.SamplingChoices;
import dev.sprout.engine.Sprout;
import dev.sprout.evaluation.DrawnSet;
import dev.sprout.nn.ops.Compute;
import dev.sprout.nn.ops.Precision;
import dev.sprout.xar.model.WeightChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of a model that draws the pictures of an evaluation. */
final class EvaluatedModel {
  @Option(
      names = "--draw-into",
      paramLabel = "FOLDER",
      description = "Folder for the pictures that a model draws; a part of them is completed.")
  private Path folder;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "Pictures that a model draws (default as many as real ones, at most 50000).")
  private Integer count;

  @Option(
      names = "--style",
      paramLabel = "NAME",
      description = "Style that a model draws in (default its styles in turn).")
  private String style;

  @Option(
      names = "--steps",
      split = ",",
      paramLabel = "N",
      description = "Solver steps per entity of a model (default the model's).")
  private List<Integer> steps;

  @Option(
      names = "--guidance",
      paramLabel = "SCALE",
      converter = DrawingFlags.Scale.class,
      description = "Guidance scale of a model (default the model's).")
  private Double guidance;

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      description = "Solver of a model (default the model's).")
  private String sampler;

  @Option(
      names = "--precision",
      paramLabel = "TYPE",
      description = "Precision of a model's matrix products: fp32 or bf16 (default fp32).")
  private Precision precision;

  /**
   * Checks what a model needs.
   *
   * @throws UserError when the folder is not named, or a choice is not accepted
   */
  void check(PictureSet model) {
    if (folder == null) {
      throw UserError.unusable(
          "drawInto", "is missing: %s is a model; name a folder for its pictures", model.given());
    } else if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw UserError.unusable("drawInto", "is %s, which is a file; name a folder", folder);
    }
    set(2, 0);
  }

  /** Refuses all choices, where no model draws. */
  void refuse(String fake) {
    List<String> given = new ArrayList<>();
    addIf(folder, "--draw-into", given);
    addIf(count, "--count", given);
    addIf(style, "--style", given);
    addIf(steps, "--steps", given);
    addIf(guidance, "--guidance", given);
    addIf(sampler, "--sampler", given);
    addIf(precision, "--precision", given);
    if (!given.isEmpty()) {
      throw UserError.badRequest(
          "%s: there is nothing to apply it to, as --fake %s is no model; leave it out",
          String.join(", ", given), fake);
    }
  }

  private static void addIf(Object value, String option, List<String> given) {
    if (value != null) {
      given.add(option);
    }
  }

  /**
   * The pictures to draw.
   *
   * @param usualCount number of pictures if none is given
   */
  DrawnSet set(int usualCount, long seed) {
    SamplingChoices sampling = new SamplingChoices(sampler, steps, guidance, null, null, null);
    return new DrawnSet(
        folder, count == null ? usualCount : count, seed, style, sampling, precision());
  }

  private Precision precision() {
    return precision == null ? Precision.FP32 : precision;
  }

  /** Opens the model. */
  Sprout open(String name) {
    Compute best = Compute.best();
    return Sprout.load(
        ModelFolders.installed(ModelFolders.Kind.PICTURES).find(name),
        new LoadOptions(WeightChoice.AVERAGED, new Compute(best.device(), precision()), null));
  }
}
