package dev.sprout.recipes;

import dev.sprout.core.JsonFile;
import dev.sprout.core.UserError;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.train.RunFolder;
import dev.sprout.nn.train.TrainingLoop;
import dev.sprout.nn.train.TrainingTask;
import dev.sprout.pictures.PictureSource;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runner of a recipe: reads the configuration strictly, opens the data, prepares the training and
 * runs it to its end.
 *
 * @param configuration configuration file; its paths are relative to it
 * @param data pictures, without those whose field {@code heldOut} is true, or volumes
 * @param out folder of the run, made if missing: checkpoints, metrics, previews and the model
 * @param resume continue the folder's run, if it holds one
 * @param device device of the training
 */
public record RecipeRunner(
    Path configuration, RecipeData data, Path out, boolean resume, ComputeDevice device) {

  /**
   * Trains to the end and writes the model to the folder.
   *
   * @param notices receiver of sentences about what is ignored, such as damaged checkpoints
   * @throws UserError when the configuration or the data can't be used, another training is writing
   *     into the folder, or the folder holds another run
   */
  public <C extends Record & Recipe.Configuration> void run(
      Recipe<C> recipe, Consumer<String> notices) {
    C config =
        JsonFile.readRecord(configuration, recipe.configuration(), UserError.Kind.INVALID_REQUEST);
    if (!recipe.drawsPreviews() && config.training().previewEvery() != null) {
      notices.accept(
          "%s: training.previewEvery is %d, which changes nothing: %s draws no previews"
              .formatted(configuration, config.training().previewEvery(), recipe.name()));
    }
    if (recipe.needs() == Recipe.Need.VOLUMES) {
      data.requireVolumes();
      train(recipe, config, null, List.of(), notices);
      return;
    }
    try (PictureSource source = data.openPictures()) {
      List<EmojiExample> examples = EmojiExample.all(source);
      recipe.needs().check(examples);
      train(recipe, config, source, examples, notices);
    }
  }

  private <C extends Record & Recipe.Configuration> void train(
      Recipe<C> recipe,
      C config,
      PictureSource source,
      List<EmojiExample> examples,
      Consumer<String> notices) {
    try (RunFolder run = RunFolder.open(out);
        RecipeContext context =
            new RecipeContext(
                configuration,
                data,
                source,
                examples,
                out,
                run.begin(config, resume),
                device,
                notices)) {
      TrainingTask task = recipe.prepare(config, context);
      new TrainingLoop(task, config.training(), run.path(), context.manager()).run(resume, notices);
    }
  }
}
