package dev.sprout.spark;

import dev.sprout.cli.CommonOptions;
import dev.sprout.cli.DrawingFlags;
import dev.sprout.cli.JsonOption;
import dev.sprout.cli.PromptFlags;
import dev.sprout.core.Require;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws pictures of prompts. */
@Command(
    name = "generate",
    description = {
      "Draw pictures of prompts: PNG files, and a row of each with columns k, prompt, seed, file,"
          + " parameters, unknown_words, error.",
      "Picture k of --count pictures a prompt has the seed --seed + k."
    },
    footer = {
      "",
      "Example:",
      "  sprout spark generate prompts.txt --count 4 -o drawn --master local[2]"
    })
final class GenerateJob extends CommonOptions implements Callable<Integer> {
  private static final int MOST_COUNT = 10_000;

  @Mixin private SparkFlags spark;
  @Mixin private JobFlags job;
  @Mixin private Prompts prompts;
  @Mixin private DrawingFlags drawing;
  @Mixin private PromptFlags prompting;
  @Mixin private JsonOption json;

  @Option(
      names = "--count",
      defaultValue = "1",
      paramLabel = "N",
      description = "Pictures per prompt, 1 to 10000 (default ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--in-rows",
      description = "Keep the PNG files in the rows, as column picture, in place of files.")
  private boolean inRows;

  @Override
  public Integer call() {
    job.check();
    drawing.check();
    Require.between("count", count, 1, MOST_COUNT);
    ModelSource model = ModelSource.of(drawing.engine(), drawing.weights(), spark.threads());
    Map<String, String> description = new TreeMap<>(Map.of("job", "generate"));
    description.put("count", String.valueOf(count));
    description.put("inRows", String.valueOf(inRows));
    spark.use(
        "generate",
        session -> {
          Numbered<String> pictures = prompts.open(session, count, description);
          Require.between(
              "seed", drawing.seed(), Long.MIN_VALUE, Long.MAX_VALUE - pictures.count());
          GenerateWork work =
              new GenerateWork(
                  spark.placed(model, session),
                  drawing,
                  prompting.negative(),
                  prompting.candidates(),
                  inRows ? null : job.folder(session, ""));
          work.describe(description);
          Outcome.of(job, job.run(session, "", description, GenerateWork.PART, pictures, work))
              .print(spec, json);
        });
    return 0;
  }
}
