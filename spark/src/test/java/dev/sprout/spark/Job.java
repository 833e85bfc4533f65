package dev.sprout.spark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Jobs in this process, and what they leave. */
final class Job {
  private Job() {}

  /** What a job printed. */
  record Result(int code, String out, String err) {}

  static Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    return new Result(code, out.toString(), err.toString());
  }

  /** Runs a job that must end well. */
  static String done(String... arguments) {
    Result result = run(arguments);
    assertThat(result.code()).as(result.err()).isZero();
    return result.out();
  }

  static SparkSession session(String master) {
    return SparkSession.builder()
        .master(master)
        .appName("test")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .getOrCreate();
  }

  static JobFolder folder(Path root) {
    return new JobFolder(root.toString(), new SerializableConfiguration(new Configuration()));
  }

  /** All rows of a job's parts, in order. */
  static List<Group> rows(Path output) {
    List<Group> rows = new ArrayList<>();
    for (Path part : parts(output)) {
      org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(part.toString());
      try (ParquetReader<Group> reader =
          new ParquetReader.Builder<Group>(HadoopInputFile.fromPath(file, new Configuration())) {
            @Override
            protected GroupReadSupport getReadSupport() {
              return new GroupReadSupport();
            }
          }.build()) {
        for (Group row = reader.read(); row != null; row = reader.read()) {
          rows.add(row);
        }
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return rows;
  }

  private static List<Path> parts(Path output) {
    try (Stream<Path> files = Files.list(output.resolve("rows"))) {
      return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** All files below a folder, hidden ones too, with their bytes. */
  static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            folder.relativize(file).toString(), new String(Files.readAllBytes(file), ISO_8859_1));
      }
    }
    return contents;
  }

  static Path lines(Path file, String... lines) throws IOException {
    return Files.writeString(file, String.join("\n", lines), UTF_8);
  }
}
