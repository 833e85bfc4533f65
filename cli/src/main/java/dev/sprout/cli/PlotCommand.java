package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.evaluation.plot.Figure;
import dev.sprout.evaluation.plot.TrainingCurves;
import dev.sprout.evaluation.plot.TrainingRun;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws the curves of trainings. */
@Command(
    name = "plot",
    description = {
      "Draw the curves of trainings from the metrics.jsonl of their folders.",
      "Several runs share a chart. Where a resumed run went back, its later values count."
    },
    footer = {
      "",
      "Examples:",
      "  sprout plot runs/xar -o curves.svg",
      "  sprout plot runs/a runs/b --meter loss --log --smoothing 0.9 -o loss.png"
    })
final class PlotCommand extends CommonOptions implements Callable<Integer> {
  @Mixin private JsonOption json;
  @Mixin private ChartFile output;

  @Parameters(
      arity = "1..*",
      paramLabel = "RUN",
      description = "Folders of trainings, or their metrics.jsonl.")
  private List<Path> folders;

  @Option(
      names = "--meter",
      paramLabel = "NAME",
      description =
          "Meter to draw, such as loss or validation/arand; repeatable (default all but the"
              + " speed).")
  private List<String> meters = List.of();

  @Option(names = "--log", description = "Logarithmic vertical axes.")
  private boolean log;

  @Option(
      names = "--smoothing",
      defaultValue = "0",
      paramLabel = "WEIGHT",
      description =
          "Weight of the past in an exponential moving average, 0 to below 1; the values stay"
              + " faintly visible (default ${DEFAULT-VALUE}).")
  private double smoothing;

  /** What {@code --json} prints. */
  private record Plotted(String file, List<String> charts, List<Run> runs) {}

  /** A drawn run; {@code cut} where its last line was cut short and left out. */
  private record Run(String name, List<String> meters, boolean cut) {}

  @Override
  public Integer call() {
    TrainingCurves curves = new TrainingCurves(meters, log, smoothing);
    output.check();
    List<TrainingRun> runs =
        folders.stream().map(folder -> TrainingRun.read(folder, name(folder))).toList();
    Figure figure = curves.of(runs);
    output.write(figure);
    runs.stream()
        .filter(TrainingRun::isCut)
        .forEach(
            run ->
                spec.commandLine()
                    .getErr()
                    .printf("%s: the last line is cut short and left out%n", run.name()));
    json.print(spec, plotted(figure, runs), output.file().toString());
    return 0;
  }

  private Plotted plotted(Figure figure, List<TrainingRun> runs) {
    return new Plotted(
        output.file().toString(),
        figure.charts().stream().map(chart -> chart.title()).toList(),
        runs.stream()
            .map(run -> new Run(run.name(), List.copyOf(run.meters().keySet()), run.isCut()))
            .toList());
  }

  /** A folder's own name, or its path where several have that name. */
  private String name(Path folder) {
    List<String> names = folders.stream().map(PlotCommand::lastName).toList();
    Set<String> paths =
        folders.stream().map(Path::toString).collect(Collectors.toCollection(HashSet::new));
    if (paths.size() < folders.size()) {
      throw UserError.badRequest("RUN names one folder twice; name each once");
    }
    String own = lastName(folder);
    return names.stream().filter(own::equals).count() == 1 ? own : folder.toString();
  }

  private static String lastName(Path folder) {
    Path file = folder.toAbsolutePath().normalize();
    Path named = file.endsWith(TrainingRun.FILE) ? file.getParent() : file;
    return named.getFileName() == null ? folder.toString() : named.getFileName().toString();
  }
}
