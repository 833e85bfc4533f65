package dev.sprout.recipes;

import dev.sprout.core.Default;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.train.TrainingOptions;
import dev.sprout.nn.train.TrainingTask;
import dev.sprout.tokenunify.data.Augmentation;
import dev.sprout.tokenunify.data.VolumeBlocks;
import dev.sprout.tokenunify.data.VolumeRegion;
import dev.sprout.tokenunify.model.Normalisation;
import dev.sprout.tokenunify.model.TokenUnifyConfig;
import dev.sprout.tokenunify.model.TokenUnifyFolder;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.network.MambaUnet;
import dev.sprout.tokenunify.network.MambaUnetConfig;
import dev.sprout.tokenunify.tasks.AffinityTask;
import dev.sprout.tokenunify.tasks.SegmentValidation;
import dev.sprout.tokenunify.tasks.ValidationOptions;
import dev.sprout.volumes.array.Coordinate;
import java.util.List;

/** Trains a TokenUnify network, pretrained or new, to predict affinities of labelled volumes. */
final class SegmentRecipe implements Recipe<SegmentRecipe.Config> {

  /**
   * The configuration file.
   *
   * @param startFolder a pretrained network of the same sizes; null begins anew
   * @param startWith what to take of it, the encoder unless said
   * @param network sizes, tiny unless said
   * @param block sides of the blocks, multiples of 16
   * @param volumes which parts to learn from and to validate on, one entry a volume
   * @param normalisation which intensities become 0 and 1
   * @param augmentation random changes of the blocks
   * @param objective what the loss is
   * @param validation when and how; null for none
   * @param training how long and how carefully to train
   */
  record Config(
      @Default("null") String startFolder,
      @Default("\"encoder\"") PretrainedStart.Parts startWith,
      @Default("{\"size\": \"tiny\"}") NetworkSizes network,
      BlockSides block,
      List<VolumeParts> volumes,
      @Default("\"min-max\"") Normalisation normalisation,
      @Default("{}") Augmentation augmentation,
      AffinityTask.Objective objective,
      @Default("null") ValidationOptions validation,
      TrainingOptions training)
      implements Configuration {}

  @Override
  public String name() {
    return "tokenunify";
  }

  @Override
  public String stage() {
    return "segment";
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
    TrainingVolumes volumes =
        TrainingVolumes.open(config.volumes(), config.normalisation(), true, context);
    TokenUnifyConfig model =
        new TokenUnifyConfig(
            config.network().config(TokenUnifyConfig.NEAREST.size()),
            config.block(),
            config.normalisation(),
            TokenUnifyConfig.NEAREST,
            volumes.voxelSizes(),
            null);
    VolumeBlocks blocks = new VolumeBlocks(volumes.train(), config.block(), config.augmentation());
    return new AffinityTask(
        model.network(),
        weights(config, model, context),
        blocks,
        config.objective(),
        validation(config, volumes.validation(), context),
        (averages, threshold, folder) ->
            TokenUnifyFolder.write(folder, model.withThreshold(threshold), averages));
  }

  private static Weights weights(Config config, TokenUnifyConfig model, RecipeContext context) {
    MambaUnetConfig network = model.network();
    Weights weights =
        Weights.initialise(
            MambaUnet.parameters(network), config.training().seed(), context.manager());
    if (config.startFolder() != null && !context.resumed()) {
      TokenUnifyFolder start =
          TokenUnifyFolder.read(context.part("startFolder", config.startFolder()));
      context.notice(new PretrainedStart(start, config.startWith()).copyInto(weights, model));
    }
    return weights;
  }

  private static SegmentValidation validation(
      Config config, List<VolumeRegion> regions, RecipeContext context) {
    if ((config.validation() == null) != regions.isEmpty()) {
      throw UserError.unusable(
          "validation",
          "says how to validate, and volumes says where, as validation: give both or none");
    } else if (config.validation() == null) {
      return null;
    }
    regions.forEach(region -> noticeLimits(region, config.block(), context));
    return new SegmentValidation(
        regions.stream().map(SegmentRecipe::whole).toList(),
        config.block(),
        config.objective().borders(),
        config.validation(),
        context.out(),
        context.resumed());
  }

  private static void noticeLimits(VolumeRegion region, BlockSides sides, RecipeContext context) {
    String place = "validation on " + region.box() + " of " + region.name();
    Coordinate block = new Coordinate(sides.z(), sides.y(), sides.x());
    Coordinate shape = region.box().shape();
    if (!block.atMost(shape)) {
      context.notice(
          "%s: %s voxels (z×y×x) are less than a block of %s; beyond them the network sees black"
              .formatted(place, shape, block));
    }
    if (region.isMask()) {
      context.notice(
          "%s: the labels are a mask, all cells one number; the affinity error counts, but VOI,"
                  .formatted(place)
              + " adapted Rand error and threshold don't");
    }
  }

  private static SegmentValidation.Part whole(VolumeRegion region) {
    Coordinate shape = region.box().shape();
    BlockSides sides = new BlockSides((int) shape.z(), (int) shape.y(), (int) shape.x());
    return new SegmentValidation.Part(sides, region.read(region.box()));
  }
}
