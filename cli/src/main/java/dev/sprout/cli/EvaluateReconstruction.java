package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.engine.GeneratedPicture;
import dev.sprout.engine.GenerationRequest;
import dev.sprout.engine.LoadOptions;
import dev.sprout.engine.Sprout;
import dev.sprout.engine.Subject;
import dev.sprout.evaluation.FeatureProtocol;
import dev.sprout.evaluation.PairedPictures;
import dev.sprout.evaluation.PictureFeatures;
import dev.sprout.evaluation.ReconstructionEvaluation;
import dev.sprout.evaluation.ReconstructionEvaluation.Report;
import dev.sprout.evaluation.ReconstructionEvaluation.Way;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureSource;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores reconstructions against their originals. */
@Command(
    name = "reconstruction",
    description = {
      "Score reconstructions: PSNR, SSIM, and the Fréchet distance (rFID) to the originals.",
      "They are pictures of the same names, or what a model makes of the originals, cropped to its"
          + " size, through its autoencoder or through the tokenizer's ids."
    },
    footer = {
      "",
      "Examples:",
      "  sprout evaluate reconstruction --real photos --fake rebuilt",
      "  sprout evaluate reconstruction --real photos --model emoji --through ids"
    })
final class EvaluateReconstruction extends CommonOptions implements Callable<Integer> {
  private static final int BATCH = 32;

  @Mixin private FeatureFlags features;
  @Mixin private JsonOption json;

  @Option(
      names = "--real",
      required = true,
      paramLabel = "PICTURES",
      description = "Originals: a folder, tar shards or a zip file.")
  private Path real;

  @Option(
      names = "--fake",
      paramLabel = "PICTURES",
      description = "Reconstructions, of the same names but for their endings.")
  private Path fake;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "Shipped model's name or model folder that makes the reconstructions.")
  private String model;

  @Option(
      names = "--through",
      paramLabel = "WAY",
      description = "Way through a model: autoencoder or ids (default autoencoder).")
  private String through;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the pictures drawn of ids; picture k takes N + k (default 0).")
  private Long seed;

  /** What {@code --json} prints. */
  private record Named(String reconstructions, Report scores) {}

  @Override
  public Integer call() {
    check();
    try (PictureSource originals = PictureSource.unlabelled(real);
        PictureFeatures network = features.isNone() ? null : features.open();
        Progress progress = new Progress("Pairs", originals.size())) {
      ReconstructionEvaluation evaluation = new ReconstructionEvaluation(network);
      Way way =
          fake == null
              ? rebuild(originals, evaluation, progress)
              : compare(originals, evaluation, progress);
      Report report = evaluation.report(way);
      json.print(spec, new Named(name(), report), table(report));
    }
    return 0;
  }

  private void check() {
    if ((fake == null) == (model == null)) {
      throw UserError.badRequest("Give either --fake or --model");
    } else if (model == null && through != null) {
      throw UserError.unusable("through", "is for --model only; leave it out");
    } else if (through != null && !List.of("autoencoder", "ids").contains(through)) {
      throw UserError.invalid("through", through, "autoencoder or ids");
    } else if (seed != null && !isThroughIds()) {
      throw UserError.unusable("seed", "is for --through ids only; leave it out");
    }
    if (features.isNone()) {
      features.refuse("--features is none");
    } else {
      features.check();
    }
  }

  private boolean isThroughIds() {
    return "ids".equals(through);
  }

  private String name() {
    return fake != null
        ? fake.toString()
        : model + (isThroughIds() ? ", tokenizer's ids and generator" : ", autoencoder");
  }

  private Way compare(
      PictureSource originals, ReconstructionEvaluation evaluation, Progress progress) {
    try (PictureSource rebuilt = PictureSource.unlabelled(fake)) {
      PairedPictures pairs = PairedPictures.of(originals, rebuilt);
      for (int begin = 0; begin < pairs.size(); begin += BATCH) {
        int end = Math.min(pairs.size(), begin + BATCH);
        evaluation.add(
            pairs.names().subList(begin, end),
            pictures(originals, pairs.originals().subList(begin, end)),
            pictures(rebuilt, pairs.rebuilt().subList(begin, end)));
        progress.stepTo(end);
      }
    }
    return Way.GIVEN;
  }

  private static List<Picture> pictures(PictureSource source, List<Integer> indices) {
    return indices.parallelStream().map(source::picture).toList();
  }

  private Way rebuild(
      PictureSource originals, ReconstructionEvaluation evaluation, Progress progress) {
    Path folder = ModelFolders.installed(ModelFolders.Kind.PICTURES).find(model);
    try (Sprout sprout = Sprout.load(folder, LoadOptions.usual())) {
      int size = sprout.imageSize();
      for (int begin = 0; begin < originals.size(); begin += BATCH) {
        int end = Math.min(originals.size(), begin + BATCH);
        List<Picture> batch =
            IntStream.range(begin, end)
                .parallel()
                .mapToObj(i -> originals.picture(i).squareCrop(size))
                .toList();
        List<Picture> rebuilt =
            isThroughIds() ? throughIds(sprout, batch, begin) : sprout.reconstruct(batch);
        evaluation.add(
            IntStream.range(begin, end).mapToObj(i -> originals.example(i).id()).toList(),
            batch,
            rebuilt);
        progress.stepTo(end);
      }
      return isThroughIds()
          ? new Way("ids", size, firstSeed())
          : new Way("autoencoder", size, null);
    }
  }

  private long firstSeed() {
    return seed == null ? 0 : seed;
  }

  private List<Picture> throughIds(Sprout sprout, List<Picture> batch, int begin) {
    List<Subject.Ids> ids = sprout.tokenize(batch).stream().map(Subject.Ids::new).toList();
    return sprout.generate(GenerationRequest.of(ids, firstSeed() + begin)).stream()
        .map(GeneratedPicture::picture)
        .toList();
  }

  private String table(Report report) {
    ScoreTable table =
        new ScoreTable()
            .row("reconstructions", name())
            .row("pairs", "%d", report.pairs())
            .row(
                "PSNR",
                report.psnr() == null
                    ? "infinite: a reconstruction equals its original"
                    : "%.4f dB".formatted(report.psnr()))
            .row("mean squared error", "%.6g", report.meanSquaredError())
            .row("SSIM", "%.6f", report.ssim())
            .row("SSIM of grey", "%.6f", report.greySsim());
    FeatureProtocol network = report.protocol().features();
    if (network != null) {
      table
          .row(report.distance(), "%.6g", report.frechetDistance())
          .row("features", network.extractor() + ", layer " + network.layer())
          .row("weights", network.weights())
          .row("input", network.input() + ", " + network.precision());
    }
    table.row("protocol", ScoreTable.shortHash(report.protocolHash()));
    if (report.rankDeficient()) {
      table.row(
          "note",
          "There are fewer pairs than features have dimensions, which makes the Fréchet distance"
              + " larger than more pairs would.");
    }
    return table.toString();
  }
}
