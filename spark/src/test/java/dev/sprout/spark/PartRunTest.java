package dev.sprout.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Tuple2;

class PartRunTest {
  private static final int RECORDS = 50;
  private static final int SIZE = 8; // of a part: 7 parts, the last of 2 records
  private static final AtomicInteger WORKED = new AtomicInteger();

  @TempDir private Path folder;
  private SparkSession session;

  @BeforeEach
  void start() {
    session = Job.session("local[2,4]"); // up to four attempts of a task
    WORKED.set(0);
  }

  @AfterEach
  void stop() {
    session.stop();
  }

  /** Repeats each record in a row and in a file; fails where it is told to. */
  private record Echo(JobFolder folder, int failingPart, int failures) implements PartWork<String> {
    @Override
    public String schema() {
      return """
          message echo {
            required int64 k;
            optional binary text (STRING);
            optional binary error (STRING);
          }
          """;
    }

    @Override
    public void work(int part, long first, List<String> records, PartRows rows) {
      WORKED.incrementAndGet();
      for (int i = 0; i < records.size(); i++) {
        long number = first + i;
        if (records.get(i).startsWith("bad")) {
          rows.fail(rows.row(number), records.get(i) + " is bad");
        } else {
          rows.row(number).add("text", records.get(i));
          folder.writePicture(part, number + ".txt", records.get(i).getBytes(UTF_8));
        }
        if (part == failingPart && i == 3 && TaskContext.get().attemptNumber() < failures) {
          throw new IllegalStateException("a task dies");
        }
      }
    }
  }

  /** Records in shuffled order and so many slices. */
  private Numbered<String> input(int slices, int... bad) {
    List<Tuple2<Long, String>> pairs = new ArrayList<>();
    for (int k = 0; k < RECORDS; k++) {
      int number = k;
      boolean isBad = IntStream.of(bad).anyMatch(each -> each == number);
      pairs.add(new Tuple2<>((long) k, (isBad ? "bad " : "record ") + k));
    }
    Collections.shuffle(pairs, new Random(slices));
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    return new Numbered<>(context.parallelizePairs(pairs, slices), RECORDS);
  }

  private PartRun.Summary run(
      String name, long maxErrors, int failingPart, int failures, Numbered<String> input) {
    JobFolder output = Job.folder(folder.resolve(name));
    output.begin(Map.of("job", "echo"));
    return new PartRun(session, output, SIZE, maxErrors)
        .run(input, new Echo(output, failingPart, failures), done -> {});
  }

  private Map<String, String> files(String name) throws IOException {
    return Job.files(folder.resolve(name));
  }

  @Test
  void slicesOrderAndCoresDontChangeAByte() throws IOException {
    run("one", 0, -1, 0, input(1));
    run("seven", 0, -1, 0, input(7));
    session.stop();
    session = Job.session("local[1]");
    run("alone", 0, -1, 0, input(3));
    assertThat(files("one")).hasSize(RECORDS + 7 + 2).isEqualTo(files("seven"));
    assertThat(files("alone")).isEqualTo(files("one"));
    assertThat(Job.rows(folder.resolve("one")))
        .extracting(row -> row.getLong("k", 0) + row.getString("text", 0))
        .containsExactlyElementsOf(
            IntStream.range(0, RECORDS).mapToObj(k -> k + "record " + k).toList());
  }

  @Test
  void aTaskThatDiesIsDoneAgainAndNothingIsDoubled() throws IOException {
    run("whole", 0, -1, 0, input(3));
    PartRun.Summary summary = run("died", 0, 2, 3, input(3));
    assertThat(summary).isEqualTo(new PartRun.Summary(RECORDS, 0, 7, 0));
    assertThat(files("died")).isEqualTo(files("whole"));
    assertThat(WORKED).hasValue(7 + 7 + 3);
  }

  @Test
  void aJobWhoseTaskKeepsDyingFailsAndGoesOnAtItsNextStart() throws IOException {
    run("whole", 0, -1, 0, input(3));
    assertThatThrownBy(() -> run("died", 0, 5, 99, input(3)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a task dies");
    int finished = Job.folder(folder.resolve("died")).finished().cardinality();
    WORKED.set(0);
    assertThat(run("died", 0, -1, 0, input(5)).finishedBefore()).isEqualTo(finished);
    assertThat(WORKED).hasValue(7 - finished);
    assertThat(files("died")).isEqualTo(files("whole"));
  }

  @Test
  void aFinishedPartIsNotComputedAgain() throws IOException {
    run("job", 0, -1, 0, input(3));
    Map<String, String> before = files("job");
    Files.delete(folder.resolve("job/rows/part-000003.parquet"));
    Files.createFile(
        folder.resolve("job/rows/.part-000003.parquet.%s.part".formatted("0".repeat(36))));
    WORKED.set(0);
    assertThat(run("job", 0, -1, 0, input(4)).finishedBefore()).isEqualTo(6);
    assertThat(WORKED).hasValue(1);
    assertThat(files("job")).isEqualTo(before);
    assertThat(run("job", 0, -1, 0, input(4)).finishedBefore()).isEqualTo(7);
    assertThat(WORKED).hasValue(1);
  }

  @Test
  void failedRecordsAreRowsUpToALimit() {
    assertThat(run("job", 3, -1, 0, input(2, 1, 20, 49)))
        .isEqualTo(new PartRun.Summary(RECORDS, 3, 7, 0));
    assertThat(Job.rows(folder.resolve("job")))
        .hasSize(RECORDS)
        .filteredOn(row -> row.getFieldRepetitionCount("error") > 0)
        .extracting(row -> row.getString("error", 0))
        .containsExactly("bad 1 is bad", "bad 20 is bad", "bad 49 is bad");
    assertThat(run("job", 3, -1, 0, input(2, 1, 20, 49)).errors()).isEqualTo(3);
    assertThatThrownBy(() -> run("job", 2, -1, 0, input(2, 1, 20, 49)))
        .hasMessageContaining("3 records failed, more than --max-errors 2");
  }

  @Test
  void moreFailedRecordsEndTheJobAndItsPartsStay() {
    assertThatThrownBy(() -> run("job", 1, -1, 0, input(2, 1, 2, 49)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("more than --max-errors 1: record ");
    assertThat(folder.resolve("job/rows/_SUCCESS")).doesNotExist();
    assertThat(run("job", 3, -1, 0, input(2, 1, 2, 49)).finishedBefore()).isPositive();
  }

  @Test
  void aFolderHoldsOneJob() throws IOException {
    run("job", 0, -1, 0, input(2));
    assertThatThrownBy(() -> Job.folder(folder.resolve("job")).begin(Map.of("job", "other")))
        .hasMessageContaining("holds a job whose job is echo, not other");
    Files.createDirectories(folder.resolve("photos"));
    Files.createFile(folder.resolve("photos/a.png"));
    assertThatThrownBy(() -> Job.folder(folder.resolve("photos")).begin(Map.of("job", "echo")))
        .hasMessageContaining("not empty and no folder of a Spark job");
  }
}
