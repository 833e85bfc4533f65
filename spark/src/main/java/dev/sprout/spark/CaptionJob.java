package dev.sprout.spark;

import dev.sprout.cli.CaptionFlags;
import dev.sprout.cli.CommonOptions;
import dev.sprout.cli.EngineFlags;
import dev.sprout.cli.JsonOption;
import dev.sprout.engine.Caption;
import dev.sprout.xar.model.WeightChoice;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.parquet.example.data.Group;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Captions pictures. */
@Command(
    name = "caption",
    description = "Write a caption of each picture: columns k, id, caption, doubtful, error.",
    footer = {"", "Example:", "  sprout spark caption photos -o captions --master local[2]"})
final class CaptionJob extends CommonOptions implements Callable<Integer> {
  private static final int PART = 128;

  @Mixin private SparkFlags spark;
  @Mixin private JobFlags job;
  @Mixin private PictureInput input;
  @Mixin private CaptionFlags captions;
  @Mixin private EngineFlags engine;
  @Mixin private JsonOption json;

  /** Work on a part. */
  private record Work(ModelSource model, String prompt, int beams)
      implements PartWork<StoredPicture> {
    @Override
    public String schema() {
      return """
      message captions {
        required int64 k;
        required binary id (STRING);
        optional binary caption (STRING);
        optional boolean doubtful;
        optional binary error (STRING);
      }
      """;
    }

    @Override
    public void work(int part, long first, List<StoredPicture> records, PartRows rows) {
      model.use(
          sprout -> {
            PictureWindows.forEach(
                first,
                records,
                rows,
                (picture, id, row) -> picture,
                (pictures, good) -> fill(sprout.described(pictures, prompt, beams), good));
            return null;
          });
    }

    private static void fill(List<Caption> captions, List<Group> rows) {
      for (int i = 0; i < rows.size(); i++) {
        rows.get(i).add("caption", captions.get(i).text());
        rows.get(i).add("doubtful", captions.get(i).isDoubtful());
      }
    }
  }

  @Override
  public Integer call() {
    job.check();
    captions.check();
    ModelSource model = ModelSource.of(engine, WeightChoice.AVERAGED, spark.threads());
    Map<String, String> description = new TreeMap<>(Map.of("job", "caption"));
    description.put("prompt", captions.prompt());
    description.put("beams", String.valueOf(captions.beams()));
    model.describe(description);
    spark.use(
        "caption",
        session -> {
          Numbered<StoredPicture> pictures = input.open(session, description);
          Work work = new Work(spark.placed(model, session), captions.prompt(), captions.beams());
          Outcome.of(job, job.run(session, "", description, PART, pictures, work))
              .print(spec, json);
        });
    return 0;
  }
}
