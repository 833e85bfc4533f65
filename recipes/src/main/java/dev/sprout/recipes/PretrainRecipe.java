package dev.sprout.recipes;

import dev.sprout.core.Default;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.train.TrainingOptions;
import dev.sprout.nn.train.TrainingTask;
import dev.sprout.tokenunify.data.Augmentation;
import dev.sprout.tokenunify.data.VolumeBlocks;
import dev.sprout.tokenunify.model.Normalisation;
import dev.sprout.tokenunify.model.TokenUnifyConfig;
import dev.sprout.tokenunify.model.TokenUnifyFolder;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.network.MambaUnetConfig;
import dev.sprout.tokenunify.tasks.PretrainingOptions;
import dev.sprout.tokenunify.tasks.PretrainingTask;
import java.util.List;

/** Trains a TokenUnify network to restore hidden patches of unlabelled volumes. */
final class PretrainRecipe implements Recipe<PretrainRecipe.Config> {

  /**
   * The configuration file.
   *
   * @param network sizes, tiny unless said
   * @param block sides of the blocks, multiples of 16
   * @param volumes which parts to learn from, one a volume
   * @param normalisation which intensities become 0 and 1
   * @param augmentation random changes of the blocks
   * @param objective the tasks, with a {@code schedule} that is TokenUnify's curriculum or one of
   *     its baselines
   * @param training how long and how carefully to train
   */
  record Config(
      @Default("{\"size\": \"tiny\"}") NetworkSizes network,
      BlockSides block,
      List<VolumeParts> volumes,
      @Default("\"min-max\"") Normalisation normalisation,
      @Default("{}") Augmentation augmentation,
      PretrainingOptions objective,
      TrainingOptions training)
      implements Configuration {}

  @Override
  public String name() {
    return "tokenunify";
  }

  @Override
  public String stage() {
    return "pretrain";
  }

  @Override
  public Class<Config> configuration() {
    return Config.class;
  }

  @Override
  public Need needs() {
    return Need.VOLUMES;
  }

  @Override
  public boolean drawsPreviews() {
    return false;
  }

  @Override
  public TrainingTask prepare(Config config, RecipeContext context) {
    MambaUnetConfig network = config.network().config(1);
    TrainingVolumes volumes =
        TrainingVolumes.open(config.volumes(), config.normalisation(), false, context);
    if (!volumes.validation().isEmpty()) {
      throw UserError.badRequest(
          "volumes has parts for validation, and pretraining has none; leave them out");
    }
    TokenUnifyConfig model =
        new TokenUnifyConfig(
            network, config.block(), config.normalisation(), List.of(), volumes.voxelSizes(), null);
    long seed = config.training().seed();
    return new PretrainingTask(
        network,
        Weights.initialise(
            PretrainingTask.parameters(network, config.block()), seed, context.manager()),
        new VolumeBlocks(volumes.train(), config.block(), config.augmentation()),
        config.objective(),
        config.training().steps(),
        (averages, folder) -> TokenUnifyFolder.write(folder, model, averages));
  }
}
