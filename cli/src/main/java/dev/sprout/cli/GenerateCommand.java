package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.engine.GeneratedPicture;
import dev.sprout.engine.GenerationRequest;
import dev.sprout.engine.Provenance;
import dev.sprout.engine.Sprout;
import dev.sprout.engine.Subject;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws pictures of prompts or classes. */
@Command(
    name = "generate",
    description = "Draw pictures of a prompt or a class.",
    footer = {
      "",
      "Examples:",
      "  sprout generate \"red apple\" -o apple.png",
      "  sprout generate \"red apple\" --count 16 --seed 1 --grid apples.png",
      "  sprout generate \"green apple\" --image apple.png --mask half.png -o new.png"
    })
final class GenerateCommand extends CommonOptions implements Callable<Integer> {
  @Mixin private DrawingFlags drawing;
  @Mixin private PromptFlags prompting;
  @Mixin private EditFlags edit;
  @Mixin private JsonOption json;

  @Parameters(
      arity = "0..*",
      paramLabel = "PROMPT",
      description = "Subject in plain words; repeatable.")
  private List<String> prompts = List.of();

  @Option(
      names = "--class",
      paramLabel = "NAME",
      description = "Class name or number, in place of a prompt; repeatable.")
  private List<String> classes = List.of();

  @Option(
      names = "--count",
      defaultValue = "1",
      paramLabel = "N",
      description = "Pictures per prompt, 1 to 10000 in all (default ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE|FOLDER",
      description = "PNG file, or existing folder (default the current folder).")
  private Path output;

  @Option(
      names = "--grid",
      paramLabel = "FILE",
      description = "PNG file with all pictures side by side.")
  private Path grid;

  @Option(
      names = "--trajectory",
      paramLabel = "FOLDER",
      description = "Folder for the predicted clean picture after each solver step.")
  private Path trajectory;

  @Option(names = "--force", description = "Replace existing files.")
  private boolean force;

  @Override
  public Integer call() {
    GenerationRequest request = request();
    if (trajectory != null && request.total() > 1) {
      throw UserError.badRequest("--trajectory accepts a single picture: one prompt, --count 1");
    }
    OutputPlan plan = OutputPlan.of(output, grid, fileNames());
    plan.check(force);
    PictureWriter writer = new PictureWriter(request, plan, this::noted);
    try (Sprout sprout = drawing.open()) {
      UnknownWords unknown = new UnknownWords(sprout, request);
      draw(sprout, request, writer.andThen(unknown));
      unknown.warn(spec.commandLine().getErr());
      PictureWriter.Report made = writer.finish(unknown.all());
      json.print(spec, made, made.lines());
    }
    return 0;
  }

  private void draw(Sprout sprout, GenerationRequest request, Consumer<GeneratedPicture> drawn) {
    try (Progress progress = new Progress("Drawing", request.total())) {
      if (trajectory == null) {
        sprout.generate(request, drawn.andThen(done -> progress.stepTo(done.index() + 1)));
      } else {
        TrajectoryFolder steps = TrajectoryFolder.make(trajectory, force, this::noted);
        drawn.accept(sprout.watch(request, steps));
      }
    }
  }

  private GenerationRequest request() {
    if (prompts.isEmpty() == classes.isEmpty()) {
      throw UserError.badRequest("Give either a prompt or --class: sprout generate \"red apple\"");
    }
    drawing.check();
    List<? extends Subject> subjects =
        prompts.isEmpty()
            ? classes.stream().map(Subject.ClassName::new).toList()
            : prompts.stream().map(Subject.Prompt::new).toList();
    return new GenerationRequest(
        subjects,
        count,
        drawing.seed(),
        drawing.style(),
        prompting.negative(),
        prompting.candidates(),
        drawing.sampling(),
        edit.read());
  }

  private List<String> fileNames() {
    return (prompts.isEmpty() ? classes : prompts)
        .stream()
            .flatMap(name -> Collections.nCopies(count, Text.fileName(name)).stream())
            .toList();
  }

  private Provenance noted(Provenance provenance) {
    return edit.noted(drawing.noted(provenance));
  }
}
