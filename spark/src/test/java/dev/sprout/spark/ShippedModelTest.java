package dev.sprout.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.cli.EngineFlags;
import dev.sprout.nn.weights.FileHash;
import dev.sprout.xar.model.WeightChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkFiles;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Models that Spark sends, whose own folders executors don't see. */
class ShippedModelTest {
  private static final Path SHIPPED = Path.of("../models/emoji");

  @TempDir private Path folder;
  private SparkSession session;
  private JavaSparkContext context;

  @BeforeEach
  void start() {
    session = Job.session("local[2]");
    context = JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  @AfterEach
  void stop() {
    session.stop();
  }

  @Command
  private static final class Options {
    @Mixin private EngineFlags engine;
  }

  private static EngineFlags engine(String... arguments) {
    Options options = new Options();
    new CommandLine(options).parseArgs(arguments);
    return options.engine;
  }

  private Path copy(String name, String note) throws IOException {
    Path copy = folder.resolve(name);
    for (Path file : files(SHIPPED)) {
      Path target = copy.resolve(SHIPPED.relativize(file));
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    }
    Files.writeString(copy.resolve("note.txt"), note); // another hash than all others
    return copy;
  }

  private static List<Path> files(Path of) throws IOException {
    try (Stream<Path> files = Files.walk(of)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Moves what was sent, so that only Spark's copy can be read. */
  private void hide(Path sent) throws IOException {
    Files.move(sent, folder.resolve("hidden-" + sent.getFileName()));
  }

  @Test
  void tasksReadTheModelWhereSparkPutItAndNotInItsOwnFolder() throws IOException {
    Path model = copy("model", "sent");
    Path adapter = Files.createDirectories(folder.resolve("other/model/deep"));
    Files.writeString(adapter.resolve("weights"), "of an adapter");
    ModelSource source =
        ModelSource.of(
                engine("--model", model.toString(), "--adapter", folder + "/other/model"),
                WeightChoice.AVERAGED,
                1)
            .shipped(session.sparkContext());
    hide(model);
    hide(folder.resolve("other"));
    Map<String, String> here =
        context
            .parallelize(List.of(0), 1)
            .map(
                any ->
                    source.folders().entrySet().stream()
                        .collect(
                            Collectors.toMap(
                                Map.Entry::getKey, each -> each.getValue().toString())))
            .first();
    assertThat(here).containsOnlyKeys("model", "adapter");
    assertThat(here.values()).allMatch(each -> each.startsWith(SparkFiles.getRootDirectory()));
    List<Path> sent = files(folder.resolve("hidden-model"));
    assertThat(files(Path.of(here.get("model")))).hasSameSizeAs(sent);
    for (Path file : sent) {
      Path within = folder.resolve("hidden-model").relativize(file);
      assertThat(Path.of(here.get("model")).resolve(within)).hasSameBinaryContentAs(file);
    }
    assertThat(Path.of(here.get("adapter"), "deep", "weights")).hasContent("of an adapter");
  }

  @Test
  void aSentModelIsLoadedAndCheckedToBeTheDrivers() throws IOException {
    Path model = copy("model", "drawn");
    EngineFlags flags = engine("--model", model.toString());
    ModelSource source =
        ModelSource.of(flags, WeightChoice.AVERAGED, 1).shipped(session.sparkContext());
    ModelSource other =
        new ModelSource(flags, WeightChoice.AVERAGED, "0".repeat(16), 1, source.shipped());
    hide(model);
    assertThat(
            context
                .parallelize(List.of("red qqzx"), 1)
                .map(prompt -> source.use(sprout -> sprout.unknownWords(prompt)))
                .first())
        .containsExactly("qqzx");
    assertThatThrownBy(() -> other.use(sprout -> 0))
        .hasMessageContaining(SparkFiles.getRootDirectory())
        .hasMessageContaining("has the hash " + hash(folder.resolve("hidden-model")));
  }

  private static String hash(Path of) throws IOException {
    return FileHash.of(files(of).toArray(Path[]::new));
  }
}
