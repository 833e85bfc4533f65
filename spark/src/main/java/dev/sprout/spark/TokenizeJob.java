package dev.sprout.spark;

import dev.sprout.cli.CommonOptions;
import dev.sprout.cli.EngineFlags;
import dev.sprout.cli.JsonOption;
import dev.sprout.cli.PreprocessingOption;
import dev.sprout.seed.Preprocessing;
import dev.sprout.xar.model.WeightChoice;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.parquet.example.data.Group;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Encodes pictures as image ids. */
@Command(
    name = "tokenize",
    description = "Write the 32 image ids of each picture: columns k, id, ids, error.",
    footer = {"", "Example:", "  sprout spark tokenize shards -o ids --master local[2]"})
final class TokenizeJob extends CommonOptions implements Callable<Integer> {
  private static final int PART = 256;

  @Mixin private SparkFlags spark;
  @Mixin private JobFlags job;
  @Mixin private PictureInput input;
  @Mixin private PreprocessingOption preprocessing;
  @Mixin private EngineFlags engine;
  @Mixin private JsonOption json;

  /** Work on a part. */
  private record Work(ModelSource model, Preprocessing preprocessing)
      implements PartWork<StoredPicture> {
    @Override
    public String schema() {
      return """
      message ids {
        required int64 k;
        required binary id (STRING);
        optional group ids (LIST) { repeated group list { required int32 element; } }
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
                (pictures, good) -> fill(sprout.tokenize(pictures, preprocessing), good));
            return null;
          });
    }

    private static void fill(List<int[]> ids, List<Group> rows) {
      for (int i = 0; i < rows.size(); i++) {
        Group list = rows.get(i).addGroup("ids");
        for (int id : ids.get(i)) {
          list.addGroup("list").add("element", id);
        }
      }
    }
  }

  @Override
  public Integer call() {
    job.check();
    Preprocessing pixels = preprocessing.get();
    ModelSource model = ModelSource.of(engine, WeightChoice.AVERAGED, spark.threads());
    Map<String, String> description = new TreeMap<>(Map.of("job", "tokenize"));
    description.put("preprocessing", preprocessing.name());
    model.describe(description);
    spark.use(
        "tokenize",
        session -> {
          Numbered<StoredPicture> pictures = input.open(session, description);
          Outcome.of(
                  job,
                  job.run(
                      session,
                      "",
                      description,
                      PART,
                      pictures,
                      new Work(spark.placed(model, session), pixels)))
              .print(spec, json);
        });
    return 0;
  }
}
