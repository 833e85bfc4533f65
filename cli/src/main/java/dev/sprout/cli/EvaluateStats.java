package dev.sprout.cli;

import dev.sprout.core.AtomicFile;
import dev.sprout.core.UserError;
import dev.sprout.evaluation.FeatureProtocol;
import dev.sprout.evaluation.PictureFeatures;
import dev.sprout.evaluation.metrics.Statistics;
import dev.sprout.evaluation.metrics.StatisticsFile;
import dev.sprout.pictures.PictureSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes statistics of a set's features. */
@Command(
    name = "stats",
    description = {
      "Write mean and covariance of the features of a set of pictures.",
      "The file holds mu and sigma, as pytorch-fid, clean-fid and torch-fidelity read them, and how"
          + " they were made."
    },
    footer = {
      "",
      "Example:",
      "  sprout evaluate stats photos -o photos.npz --features inception --weights FILE"
    })
final class EvaluateStats extends CommonOptions implements Callable<Integer> {
  @Mixin private FeatureFlags features;
  @Mixin private JsonOption json;

  @Parameters(paramLabel = "PICTURES", description = "Folder, tar shards or zip file of pictures.")
  private Path pictures;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "File to write, ending in .npz.")
  private Path output;

  @Option(names = "--force", description = "Replace an existing file.")
  private boolean force;

  /** What {@code --json} prints. */
  private record Written(String file, long pictures, int dimensions, FeatureProtocol protocol) {}

  @Override
  public Integer call() {
    features.check();
    if (!output.toString().endsWith(".npz")) {
      throw UserError.invalid("output", output, "a file name ending in .npz");
    } else if (!force && Files.exists(output)) {
      throw UserError.failure("%s exists; add --force to replace it, or name another", output);
    }
    AtomicFile.checkPlace(output);
    try (PictureSource source = PictureSource.unlabelled(pictures);
        PictureFeatures network = features.open();
        Progress progress = new Progress("Pictures", source.size())) {
      Statistics statistics = network.statistics(pictures.toString(), source, progress::stepTo);
      new StatisticsFile(statistics, Optional.of(network.protocol().json())).write(output);
      json.print(
          spec,
          new Written(
              output.toString(), statistics.count(), statistics.dimension(), network.protocol()),
          output.toString());
    }
    return 0;
  }
}
