package dev.sprout.cli;

import com.google.gson.GsonBuilder;
import dev.sprout.flow.Guidance;
import dev.sprout.flow.Sampler;
import dev.sprout.flow.SolverOptions;
import dev.sprout.nn.UserError;
import dev.sprout.nn.data.Picture;
import dev.sprout.nn.data.PictureGrid;
import dev.sprout.nn.data.Png;
import dev.sprout.xar.pipeline.ClassToImage;
import dev.sprout.xar.pipeline.LabelSet;
import dev.sprout.xar.pipeline.ModelConfig;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes pictures. */
@Command(
    name = "generate",
    description = "Makes pictures of a thing; picture k of a run has the seed --seed + k.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: sprout generate \"red apple\" --style noto --count 4 --grid apples.png"
    })
final class GenerateCommand implements Callable<Integer> {
  private static final int MOST = 10_000;

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "PROMPT", description = "What to draw.")
  private String prompt;

  @Option(names = "--class", description = "A class by name or number, instead of a prompt.")
  private String className;

  @Option(names = "--style", description = "A style of the model (default: its first).")
  private String style;

  @Option(names = "--count", defaultValue = "1", description = "How many pictures, 1..10000.")
  private int count;

  @Option(names = "--seed", defaultValue = "0", description = "Seed of the first picture.")
  private long seed;

  @Option(names = "--steps", description = "Solver steps an entity (default: the model's).")
  private Integer steps;

  @Option(names = "--guidance", description = "Guidance scale; 1 is none (default: the model's).")
  private Double guidance;

  @Option(
      names = "--sampler",
      description = "euler, heun, midpoint, euler-maruyama or dopri5 (default: the model's).")
  private String sampler;

  @Option(names = "--model", defaultValue = "emoji", description = "A shipped model or a folder.")
  private String model;

  @Option(names = "--device", defaultValue = "cpu", description = "cpu, cuda or cuda:N.")
  private String device;

  @Option(names = "--precision", defaultValue = "fp32", description = "fp32 or bf16.")
  private String precision;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE|DIR",
      description = "PNG file or folder.")
  private Path output;

  @Option(names = "--grid", paramLabel = "FILE", description = "One PNG of all pictures.")
  private Path grid;

  @Option(names = "--json", description = "Print what was made as JSON.")
  private boolean json;

  @Option(names = "--force", description = "Replace existing files.")
  private boolean force;

  @Override
  public Integer call() {
    check();
    Path folder = ModelFolders.find(model);
    SolverOptions options = options(ModelConfig.read(folder).defaults().options());
    OutputFiles files = OutputFiles.plan(output, grid, subject(), count, force);
    try (ClassToImage pipeline = ClassToImage.load(folder, precision.equals("bf16"))) {
      LabelSet labels =
          prompt != null
              ? pipeline.prompts().match(prompt, style)
              : pipeline.prompts().byClass(className, style);
      List<LabelSet> all = Collections.nCopies(count, labels);
      List<Picture> pictures;
      try (Progress progress = new Progress("drawing", count)) {
        pictures =
            pipeline.generate(
                all, options, Guidance.ramp(options.guidance()), seed, progress::stepTo);
      }
      Map<String, String> text =
          PictureText.of(pipeline.card(), model, labels, options, precision, seed);
      write(pictures, files, text);
    }
    return 0;
  }

  private void check() {
    if ((prompt == null) == (className == null)) {
      throw UserError.usage("give either a PROMPT, such as \"red apple\", or --class");
    }
    if (count < 1 || count > MOST) {
      throw UserError.usage("--count is %d; accepted is a whole number from 1 to %d", count, MOST);
    }
    if (!precision.equals("fp32") && !precision.equals("bf16")) {
      throw UserError.usage("--precision is %s; accepted are fp32 and bf16", precision);
    }
    ComputeDevice.check(device);
    options(new SolverOptions(Sampler.EULER, 1, 1));
  }

  private SolverOptions options(SolverOptions defaults) {
    return new SolverOptions(
        sampler == null ? defaults.sampler() : Sampler.parse(sampler),
        steps == null ? defaults.steps() : steps,
        guidance == null ? defaults.guidance() : guidance);
  }

  private String subject() {
    return prompt != null ? prompt : className;
  }

  private void write(List<Picture> pictures, OutputFiles files, Map<String, String> text) {
    for (int i = 0; i < files.pictures().size(); i++) {
      Map<String, String> own = new LinkedHashMap<>(text);
      own.put(PictureText.SEED, Long.toString(seed + i));
      Png.write(files.pictures().get(i), pictures.get(i), own);
    }
    if (files.grid() != null) {
      int columns = (int) Math.ceil(Math.sqrt(pictures.size()));
      Png.write(files.grid(), PictureGrid.of(pictures, columns, 4), text);
    }
    report(files, text);
  }

  private void report(OutputFiles files, Map<String, String> text) {
    var out = spec.commandLine().getOut();
    List<String> written = files.all().stream().map(Path::toString).toList();
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>(text);
      object.put("files", written);
      out.println(new GsonBuilder().disableHtmlEscaping().create().toJson(object));
    } else {
      written.forEach(out::println);
    }
  }
}
