package dev.sprout.cli;

import com.google.gson.GsonBuilder;
import dev.sprout.core.UserError;
import dev.sprout.engine.CandidateOptions;
import dev.sprout.engine.Sprout;
import dev.sprout.nn.ops.Compute;
import dev.sprout.nn.ops.Precision;
import dev.sprout.xar.classes.LabelSet;
import dev.sprout.xar.classes.PromptMatcher;
import dev.sprout.xar.pipeline.PicturePipeline;
import dev.sprout.xar.pipeline.PictureRequest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes pictures from a prompt or a class. */
@Command(
    name = "generate",
    description = "Make pictures of what a prompt or a class names.",
    footer = {
      "",
      "Examples:",
      "  sprout generate \"red apple\" -o apple.png",
      "  sprout generate \"red apple\" --count 16 --seed 1 --grid apples.png",
      "  sprout generate \"green apple\" --image apple.png --mask half.png -o new.png"
    })
final class GenerateCommand extends CommonOptions implements Callable<Integer> {
  private static final int MOST_PICTURES = 10_000;

  @Mixin private SamplingFlags sampling;
  @Mixin private EditOptions edit;
  @Mixin private ModelOption model;
  @Mixin private DeviceOption device;

  @Parameters(arity = "0..*", paramLabel = "PROMPT", description = "What to draw.")
  private List<String> prompts = List.of();

  @Option(
      names = "--class",
      paramLabel = "NAME",
      description = "A class of the model by name or number, in place of a prompt; repeatable.")
  private List<String> classes = List.of();

  @Option(
      names = "--negative",
      paramLabel = "NAME",
      description = "A class that guidance leads away from; none in particular by default.")
  private String negative;

  @Option(
      names = "--style",
      paramLabel = "NAME",
      description = "A style of the model; its first one where none is named.")
  private String style;

  @Option(
      names = "--candidates",
      paramLabel = "N",
      description =
          "Ids that the language model draws for a picture, of which the nearest stay (default 4).")
  private Integer candidates;

  @Option(
      names = "--count",
      defaultValue = "1",
      paramLabel = "N",
      description = "How many pictures, 1 to 10000 (default ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description = "Any whole number; picture k uses N + k (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--ema",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Take the averaged weights of a training checkpoint (default yes).")
  private boolean ema;

  @Option(
      names = "--precision",
      defaultValue = "fp32",
      paramLabel = "TYPE",
      description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Precision precision;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE|FOLDER",
      description = "A file ending in .png, or an existing folder; the current one by default.")
  private Path output;

  @Option(names = "--grid", paramLabel = "FILE", description = "Also draw all pictures in one.")
  private Path grid;

  @Option(
      names = "--trajectory",
      paramLabel = "FOLDER",
      description = "Also write where the picture is heading after each step.")
  private Path trajectory;

  @Option(names = "--json", description = "Print what was made as one JSON object.")
  private boolean json;

  @Option(names = "--force", description = "Replace existing files.")
  private boolean force;

  @Override
  public Integer call() {
    checkOptions();
    OutputPlan plan = OutputPlan.of(output, grid, fileNames());
    plan.check(force);
    Path folder = model.folder();
    Compute compute = new Compute(device.get(), precision);
    if (classes.isEmpty() && Sprout.isIn(folder)) {
      try (Sprout sprout = Sprout.load(folder, compute)) {
        PicturePipeline generator = sprout.generator();
        report(run(generator, imagined(sprout), sprout.hash()).draw(generator, plan));
      }
      return 0;
    }
    try (PicturePipeline pipeline = PicturePipeline.load(folder, ema, compute)) {
      report(
          run(pipeline, matched(pipeline.prompts()), pipeline.card().hash()).draw(pipeline, plan));
    }
    return 0;
  }

  private void checkOptions() {
    if (prompts.isEmpty() == classes.isEmpty()) {
      throw UserError.badRequest("Give either a prompt or --class: sprout generate \"red apple\"");
    } else if (asked().stream().anyMatch(String::isBlank)) {
      throw UserError.badRequest(
          "The prompt is empty; say what to draw: sprout generate \"red apple\"");
    } else if (count < 1 || count > MOST_PICTURES / asked().size()) {
      throw UserError.badRequest(
          "--count is %d; accepted is a whole number from 1 to %d",
          count, MOST_PICTURES / asked().size());
    } else if (seed > Long.MAX_VALUE - (long) count * asked().size()) {
      throw UserError.badRequest(
          "--seed is %d; the seeds of %d pictures go past the end", seed, count);
    }
    if (trajectory != null && count * asked().size() > 1) {
      throw UserError.badRequest(
          "--trajectory shows one picture; leave out --count and other prompts");
    }
    imagination();
    sampling.check();
    edit.check();
    device.check();
  }

  private List<String> asked() {
    return prompts.isEmpty() ? classes : prompts;
  }

  private List<String> fileNames() {
    return asked().stream()
        .flatMap(name -> Collections.nCopies(count, Text.fileName(name)).stream())
        .toList();
  }

  /** What the class table has for prompts and classes. */
  private List<Subject> matched(PromptMatcher matcher) {
    List<Subject> subjects = new ArrayList<>();
    prompts.forEach(prompt -> subjects.add(new Subject(prompt, matcher.match(prompt, style))));
    classes.forEach(name -> subjects.add(new Subject(null, matcher.byClass(name, style))));
    return subjects;
  }

  /** What the language model writes for prompts, each picture its own ids. */
  private List<Subject> imagined(Sprout sprout) {
    List<String> texts =
        prompts.stream().flatMap(p -> Collections.nCopies(count, p).stream()).toList();
    List<LabelSet> labels = sprout.imagine(texts, style, seed, imagination());
    List<Subject> subjects = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      subjects.add(new Subject(prompts.get(i), labels.subList(i * count, (i + 1) * count)));
    }
    return subjects;
  }

  private CandidateOptions imagination() {
    return candidates == null
        ? CandidateOptions.DEFAULT
        : CandidateOptions.DEFAULT.choosing(candidates);
  }

  private Drawing run(PicturePipeline pipeline, List<Subject> subjects, String hash) {
    var card = pipeline.card();
    var options = sampling.over(card.defaults());
    PictureParameters shared =
        PictureParameters.of(options)
            .with("model", model.name())
            .with("modelHash", hash)
            .with("precision", precision);
    shared = ema ? shared : shared.with("ema", false);
    if (subjects.get(0).isImagined()) {
      shared = shared.with("candidates", imagination().candidates());
    }
    LabelSet unwanted = null;
    if (negative != null) {
      unwanted = negative(pipeline, subjects);
      shared = shared.with("negative", unwanted.concept());
    }
    PictureRequest common =
        PictureRequest.of(options).awayFrom(unwanted).editing(edit.read(card.imageSize()));
    TrajectoryFolder steps = trajectory == null ? null : TrajectoryFolder.make(trajectory, force);
    return new Drawing(subjects, common, steps, seed, count, edit.noted(shared));
  }

  /** The class that guidance leads away from, told as the subjects are. */
  private LabelSet negative(PicturePipeline pipeline, List<Subject> subjects) {
    LabelSet rows = pipeline.prompts().byClass(negative, style);
    return subjects.get(0).isImagined() ? pipeline.embedded(rows) : rows;
  }

  private void report(Drawing.Report made) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(made));
      return;
    }
    made.pictures().forEach(picture -> out.println(picture.file() + "  seed " + picture.seed()));
    if (made.grid() != null) {
      out.println(made.grid() + "  seed " + made.seed() + " and on");
    }
  }
}
