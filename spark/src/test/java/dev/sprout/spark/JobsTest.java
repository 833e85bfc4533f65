package dev.sprout.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import com.google.gson.JsonParser;
import dev.sprout.cli.SproutCommand;
import dev.sprout.pictures.Png;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.parquet.example.data.Group;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs with the shipped models, against the plain command on one thread. */
class JobsTest {
  private static final Path SAMPLES = Path.of("../gallery-tests/samples/emoji");

  @TempDir private Path folder;

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  /** Runs the plain command on one thread, as tasks compute. */
  private static String plain(String... arguments) {
    Engine.getInstance();
    JniUtils.setNumThreads(1);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = SproutCommand.run(new PrintWriter(out), new PrintWriter(err), arguments);
    assertThat(code).as(err.toString()).isZero();
    return out.toString();
  }

  private static List<Path> files(Path of) throws IOException {
    try (Stream<Path> files = Files.walk(of)) {
      return files.filter(file -> file.toString().endsWith(".png")).sorted().toList();
    }
  }

  @Test
  void picturesAreThoseOfThePlainCommandToTheByte() throws IOException {
    String prompts =
        Job.lines(folder.resolve("prompts.txt"), "red apple", "a blue book").toString();
    String[] options = {"--count=2", "--seed=5", "--steps=1"};
    List<String> job = new ArrayList<>(List.of("generate", prompts));
    job.addAll(List.of(options));
    List<String> inRows = new ArrayList<>(job);
    job.addAll(List.of("-o", at("drawn"), "--master=local[1]"));
    inRows.addAll(List.of("-o", at("rows"), "--master=local[2]", "--in-rows"));
    Job.done(job.toArray(String[]::new));
    Job.done(inRows.toArray(String[]::new));
    Path plain = Files.createDirectories(folder.resolve("plain"));
    plain("generate", "red apple", "a blue book", options[0], options[1], options[2], "-o" + plain);
    List<Path> expected =
        Stream.of("red-apple-0001", "red-apple-0002", "a-blue-book-0003", "a-blue-book-0004")
            .map(name -> plain.resolve(name + ".png"))
            .toList();
    List<Path> drawn = files(folder.resolve("drawn"));
    List<Group> rows = Job.rows(folder.resolve("drawn"));
    List<Group> whole = Job.rows(folder.resolve("rows"));
    assertThat(rows).hasSize(4);
    for (int k = 0; k < 4; k++) {
      byte[] bytes = Files.readAllBytes(expected.get(k));
      assertThat(drawn.get(k)).hasBinaryContent(bytes);
      assertThat(folder.resolve("drawn").resolve(rows.get(k).getString("file", 0)))
          .isEqualTo(drawn.get(k));
      assertThat(whole.get(k).getBinary("picture", 0).getBytes()).isEqualTo(bytes);
      assertThat(rows.get(k).getLong("seed", 0)).isEqualTo(5 + k);
      assertThat(parameters(rows.get(k))).isEqualTo(Png.readText(expected.get(k)));
    }
  }

  private static Map<String, String> parameters(Group row) {
    Group map = row.getGroup("parameters", 0);
    return IntStream.range(0, map.getFieldRepetitionCount("key_value"))
        .mapToObj(i -> map.getGroup("key_value", i))
        .collect(
            Collectors.toMap(each -> each.getString("key", 0), each -> each.getString("value", 0)));
  }

  @Test
  void aRefusedPromptIsARowAndChangesNoOtherPicture() throws IOException {
    SparkSession session = Job.session("local[1]");
    Path good = csv("good.csv", "red apple", "blue book", "green apple");
    Path table = folder.resolve("bad.parquet");
    write(session, table, List.of("red apple", " ", "green apple"));
    session.stop();
    String[] options = {"--column=what", "--steps=1", "--style=twemoji", "--master=local[1]", "-o"};
    Job.done(with(options, at("good"), "generate", good.toString()));
    String printed = Job.done(with(options, at("bad"), "generate", table.toString()));
    assertThat(printed).contains("3 records, 1 of them with errors");
    assertThat(Job.rows(folder.resolve("bad")).get(1).getString("error", 0))
        .contains("prompt is empty");
    assertThat(files(folder.resolve("bad"))).hasSize(2);
    for (String name : List.of("000000000.png", "000000002.png")) {
      assertThat(folder.resolve("bad/pictures/part-000000").resolve(name))
          .hasSameBinaryContentAs(folder.resolve("good/pictures/part-000000").resolve(name));
    }
    Job.Result none =
        Job.run(with(options, at("none"), "generate", table.toString(), "--max-errors=0"));
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.err()).contains("1 records failed, more than --max-errors 0: record 1: prompt");
  }

  private static String[] with(String[] options, String output, String... first) {
    return Stream.of(Stream.of(first), Stream.of(options), Stream.of(output))
        .flatMap(each -> each)
        .toArray(String[]::new);
  }

  private Path csv(String name, String... prompts) throws IOException {
    return Job.lines(
        folder.resolve(name),
        Stream.concat(Stream.of("what"), Stream.of(prompts)).toArray(String[]::new));
  }

  private static void write(SparkSession session, Path table, List<String> prompts) {
    Dataset<Row> rows = session.createDataset(prompts, Encoders.STRING()).toDF("what");
    rows.coalesce(1).write().parquet(table.toString());
  }

  @Test
  void idsAndCaptionsAreThoseOfThePlainCommand() throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("pictures"));
    List<Path> samples = files(SAMPLES).subList(0, 6);
    for (Path sample : samples) {
      Files.copy(sample, pictures.resolve(sample.getFileName()));
    }
    Files.writeString(pictures.resolve("zz-broken.png"), "no picture");
    String[] plain = samples.stream().map(Path::toString).toArray(String[]::new);
    Job.done("tokenize", pictures.toString(), "-o", at("ids"), "--master=local[2]", "--part=4");
    SparkSession session = Job.session("local[2]");
    session
        .read()
        .format("binaryFile")
        .load(pictures.toString())
        .orderBy("path")
        .coalesce(1)
        .write()
        .parquet(at("table"));
    session.stop();
    Job.done(
        "tokenize",
        at("table"),
        "--column=content",
        "-o",
        at("cells"),
        "--master=local[1]",
        "--part=3");
    String archive = zip(pictures, "pictures.zip");
    Job.done("tokenize", archive, "-o", at("unzipped"), "--master=local[2]", "--part=4");
    String[] tokenize =
        Stream.concat(Stream.of("tokenize"), Stream.of(plain)).toArray(String[]::new);
    assertThat(ids(at("ids")))
        .isEqualTo(ids(at("cells")))
        .isEqualTo(ids(at("unzipped")))
        .isEqualTo(plain(tokenize).strip());
    assertThat(Job.rows(folder.resolve("unzipped")).get(6).getString("error", 0))
        .contains("pictures.zip: zz-broken.png");
    Job.done("caption", pictures.toString(), "-o", at("captions"), "--master=local[1]");
    String[] caption = Stream.concat(Stream.of("caption"), Stream.of(plain)).toArray(String[]::new);
    List<Group> rows = Job.rows(folder.resolve("captions"));
    assertThat(rows.subList(0, 6))
        .extracting(
            row -> SAMPLES.resolve(row.getString("id", 0)) + ": " + row.getString("caption", 0))
        .containsExactlyElementsOf(plain(caption).lines().toList());
    assertThat(rows.get(6).getString("error", 0)).contains("zz-broken.png");
  }

  /** Packs the files of a folder in the order of their names. */
  private String zip(Path of, String name) throws IOException {
    Path archive = folder.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive));
        Stream<Path> files = Files.list(of)) {
      for (Path file : files.sorted().toList()) {
        zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
        Files.copy(file, zip);
      }
    }
    return archive.toString();
  }

  private static String ids(String output) {
    StringBuilder lines = new StringBuilder();
    for (Group row : Job.rows(Path.of(output))) {
      if (row.getFieldRepetitionCount("ids") > 0) {
        Group list = row.getGroup("ids", 0);
        for (int i = 0; i < list.getFieldRepetitionCount("list"); i++) {
          lines.append(list.getGroup("list", i).getInteger("element", 0)).append(' ');
        }
        lines.setCharAt(lines.length() - 1, '\n');
      }
    }
    return lines.toString().strip();
  }

  @Test
  void scoresOfPicturesAreThoseOfThePlainCommand() throws IOException {
    List<Path> samples = files(SAMPLES);
    for (int i = 0; i < samples.size(); i++) {
      Path set = Files.createDirectories(folder.resolve(i % 2 == 0 ? "real" : "fake"));
      Files.copy(samples.get(i), set.resolve(samples.get(i).getFileName()));
    }
    String fake = zip(folder.resolve("fake"), "fake.zip");
    String[] sets = {"--real=" + at("real"), "--fake=" + fake, "--mixed-sizes"};
    String[] rest = {"--kd-subset=8", "--kd-subsets=4", "--json"};
    String json =
        Job.done(
            "evaluate",
            sets[0],
            sets[1],
            sets[2],
            rest[0],
            rest[1],
            rest[2],
            "-o",
            at("scores"),
            "--master=local[2]",
            "--ship-model",
            "--part=5");
    String plain =
        plain(
            "evaluate",
            "generation",
            sets[0],
            sets[1],
            sets[2],
            rest[0],
            rest[1],
            rest[2],
            "--metrics=fd,kd,precision-recall");
    assertThat(values(json)).hasSize(4);
    for (int i = 0; i < 4; i++) {
      assertThat(values(json).get(i)).isCloseTo(values(plain).get(i), within(1e-9));
    }
    assertThat(Files.readString(folder.resolve("scores/report.json")).strip())
        .isEqualTo(json.strip());
  }

  private static List<Double> values(String report) {
    return JsonParser.parseString(report)
        .getAsJsonObject()
        .getAsJsonArray("scores")
        .asList()
        .stream()
        .map(score -> score.getAsJsonObject().get("value").getAsDouble())
        .toList();
  }

  @Test
  void wrongUsageIsToldBeforeSparkStarts() {
    Job.Result beams =
        Job.run("caption", "photos", "-o", at("x"), "--beams=0", "--master=local[1]");
    assertThat(beams.code()).isEqualTo(2);
    assertThat(beams.err()).contains("--beams is 0");
    Job.Result threads =
        Job.run("tokenize", SAMPLES.toString(), "-o", at("x"), "--threads=2", "--master=local[1]");
    assertThat(threads.code()).isEqualTo(2);
    assertThat(threads.err()).contains("--threads is 2").contains("up to the 1 of local[1]");
    Job.Result master = Job.run("tokenize", SAMPLES.toString(), "-o", at("x"), "--master=local[x]");
    assertThat(master.code()).isEqualTo(2);
    assertThat(master.err()).contains("--master is local[x]").contains("spark://HOST:PORT");
    assertThat(Job.run("paint").err()).contains("generate").contains("evaluate");
  }
}
