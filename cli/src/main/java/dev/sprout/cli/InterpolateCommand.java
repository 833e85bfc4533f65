package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.flow.NormalStream;
import dev.sprout.nn.ops.Compute;
import dev.sprout.nn.ops.Precision;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureGrid;
import dev.sprout.pictures.Png;
import dev.sprout.xar.classes.LabelSet;
import dev.sprout.xar.classes.PromptMatcher;
import dev.sprout.xar.pipeline.PicturePipeline;
import dev.sprout.xar.pipeline.PictureRequest;
import dev.sprout.xar.sampling.SamplingOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws the way from one thing to another. */
@Command(
    name = "interpolate",
    description =
        "Draw a strip of pictures from one prompt to another, or from one seed to another.",
    footer = {
      "",
      "Examples:",
      "  sprout interpolate \"red apple\" \"green apple\" -o apples.png",
      "  sprout interpolate sun sun --seed 1 --to-seed 2 --frames 12 -o suns.png"
    })
final class InterpolateCommand extends CommonOptions implements Callable<Integer> {
  private static final int MOST_FRAMES = 64;

  @Mixin private SamplingFlags sampling;
  @Mixin private ModelOption model;
  @Mixin private DeviceOption device;

  @Parameters(index = "0", paramLabel = "FROM", description = "What the first picture shows.")
  private String from;

  @Parameters(index = "1", paramLabel = "TO", description = "What the last picture shows.")
  private String to;

  @Option(
      names = "--frames",
      defaultValue = "8",
      paramLabel = "N",
      description = "Pictures, 2 to 64 (default ${DEFAULT-VALUE}).")
  private int frames;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description = "Of the first picture (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--to-seed",
      paramLabel = "N",
      description = "Of the last picture; the same seed where not given.")
  private Long toSeed;

  @Option(names = "--style", paramLabel = "NAME", description = "A style of the model.")
  private String style;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "A file ending in .png.")
  private Path output;

  @Option(names = "--force", description = "Replace an existing file.")
  private boolean force;

  @Override
  public Integer call() {
    if (frames < 2 || frames > MOST_FRAMES) {
      throw UserError.badRequest(
          "--frames is %d; accepted is a whole number from 2 to %d", frames, MOST_FRAMES);
    }
    sampling.check();
    device.check();
    OutputPlan.of(null, output, List.of()).check(force);
    Path folder = model.folder();
    try (PicturePipeline pipeline =
            PicturePipeline.load(folder, true, new Compute(device.get(), Precision.FP32));
        Progress progress = new Progress("Drawing", frames)) {
      SamplingOptions options = sampling.over(pipeline.card().defaults());
      List<Picture> strip = pipeline.generate(request(pipeline, options), progress::stepTo);
      Png.write(output, PictureGrid.of(strip, frames, 0), Map.of());
    }
    spec.commandLine().getOut().println(output);
    return 0;
  }

  private PictureRequest request(PicturePipeline pipeline, SamplingOptions options) {
    PromptMatcher prompts = pipeline.prompts();
    LabelSet first = prompts.match(from, style);
    LabelSet last = prompts.match(to, style);
    List<LabelSet> labels = new ArrayList<>();
    List<NormalStream> noise = new ArrayList<>();
    for (int k = 0; k < frames; k++) {
      double share = k / (frames - 1.0);
      labels.add(first.towards(last, share));
      noise.add(
          toSeed == null
              ? NormalStream.of(seed)
              : NormalStream.of(seed).towards(NormalStream.of(toSeed), share));
    }
    return new PictureRequest(labels, noise, options, null, null);
  }
}
