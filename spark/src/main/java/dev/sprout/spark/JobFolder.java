package dev.sprout.spark;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.sprout.core.JsonText;
import dev.sprout.core.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Output of a job on any file system of Hadoop: {@code job.json} describes it, {@code rows} holds a
 * Parquet file for each finished part, {@code pictures} the files that belong to them. Every file
 * is written under a hidden name and renamed, so that a part is there whole or not at all, and an
 * attempt that comes late replaces a file by an equal one. Thread-safe.
 */
final class JobFolder implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String DESCRIPTION = "job.json";
  private static final String ROWS = "rows";
  private static final String FINISHED = "_SUCCESS";
  private static final Pattern PART = Pattern.compile("part-(\\d{6,})\\.parquet");
  private static final Pattern LEFT_BEHIND = Pattern.compile("\\..*\\.[-0-9a-f]{36}\\.part");

  private final String root;
  private final SerializableConfiguration configuration;

  JobFolder(String root, SerializableConfiguration configuration) {
    this.root = root;
    this.configuration = configuration;
  }

  /** Settings of the file systems. */
  Configuration configuration() {
    return configuration.value();
  }

  private Path path(String name) {
    return new Path(root, name);
  }

  private FileSystem files() throws IOException {
    FileSystem files = new Path(root).getFileSystem(configuration.value());
    files.setWriteChecksum(false);
    return files;
  }

  /**
   * Begins a job, or goes on with the same one.
   *
   * @param description everything that the rows depend on, by name
   * @throws UserError when the folder holds something else, or a job of another description
   */
  void begin(Map<String, String> description) {
    try {
      FileSystem files = files();
      if (files.exists(path(DESCRIPTION))) {
        requireSame(read(files), description);
      } else if (files.exists(new Path(root)) && files.listStatus(new Path(root)).length > 0) {
        throw UserError.failure(
            "%s is not empty and no folder of a Spark job; name a new folder", root);
      } else {
        String json = new GsonBuilder().setPrettyPrinting().create().toJson(description);
        write(path(DESCRIPTION), out -> out.write(json.getBytes(StandardCharsets.UTF_8)));
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private JsonObject read(FileSystem files) throws IOException {
    try (FSDataInputStream in = files.open(path(DESCRIPTION))) {
      String text = new String(((InputStream) in).readAllBytes(), StandardCharsets.UTF_8);
      return JsonText.parse(text).getAsJsonObject();
    }
  }

  private void requireSame(JsonObject before, Map<String, String> now) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      String was = before.has(name) ? before.get(name).getAsString() : null;
      if (!String.valueOf(now.get(name)).equals(String.valueOf(was))) {
        throw UserError.failure(
            "%s holds a job whose %s is %s, not %s; name a new folder, or give the same options",
            root, name, was, now.get(name));
      }
    }
  }

  /** The parts that are finished. */
  BitSet finished() {
    BitSet finished = new BitSet();
    try {
      FileSystem files = files();
      if (files.exists(path(ROWS))) {
        for (FileStatus file : files.listStatus(path(ROWS))) {
          Matcher name = PART.matcher(file.getPath().getName());
          if (name.matches()) {
            finished.set(Integer.parseInt(name.group(1)));
          }
        }
      }
    } catch (IOException e) {
      throw unusable(e);
    }
    return finished;
  }

  /** Place of a part's rows. */
  String rows(int part) {
    return path(ROWS + "/" + name(part) + ".parquet").toString();
  }

  /** Folder of all rows. */
  String rows() {
    return path(ROWS).toString();
  }

  private static String name(int part) {
    return String.format(Locale.ROOT, "part-%06d", part);
  }

  /** Writes a part's rows, which finishes it. */
  void writeRows(int part, MessageType schema, Iterable<Group> rows) {
    Path file = new Path(rows(part));
    Path hidden = hidden(file);
    try {
      FileSystem files = files();
      files.mkdirs(file.getParent());
      try (ParquetWriter<Group> writer =
          ExampleParquetWriter.builder(HadoopOutputFile.fromPath(hidden, configuration.value()))
              .withType(schema)
              .withConf(configuration.value())
              .withCompressionCodec(CompressionCodecName.SNAPPY)
              .build()) {
        for (Group row : rows) {
          writer.write(row);
        }
      }
      rename(files, hidden, file);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /**
   * Writes a file that belongs to a part, before its rows.
   *
   * @return its name below the job's folder
   */
  String writePicture(int part, String name, byte[] bytes) {
    String file = "pictures/" + name(part) + "/" + name;
    try {
      write(path(file), out -> out.write(bytes));
    } catch (IOException e) {
      throw unusable(e);
    }
    return file;
  }

  /** Writes a file of the job as a whole. */
  void writeFile(String name, byte[] bytes) {
    try {
      write(path(name), out -> out.write(bytes));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Writer of bytes. */
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private void write(Path file, Content content) throws IOException {
    Path hidden = hidden(file);
    FileSystem files = files();
    try (OutputStream out = files.create(hidden, false)) {
      content.writeTo(out);
    }
    rename(files, hidden, file);
  }

  private static Path hidden(Path file) {
    return new Path(file.getParent(), "." + file.getName() + "." + UUID.randomUUID() + ".part");
  }

  private static void rename(FileSystem files, Path hidden, Path file) throws IOException {
    if (!files.rename(hidden, file)) { // where another attempt's equal file is never replaced
      files.delete(hidden, false);
      if (!files.exists(file)) {
        throw new IOException(hidden + " can't be renamed to " + file);
      }
    }
  }

  /** Removes what killed attempts left behind, and marks the job as finished. */
  void finish() {
    try {
      FileSystem files = files();
      removeLeftBehind(files, new Path(root));
      files.mkdirs(path(ROWS));
      files.create(path(ROWS + "/" + FINISHED), true).close();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private static void removeLeftBehind(FileSystem files, Path folder) throws IOException {
    for (FileStatus each : files.listStatus(folder)) {
      if (each.isDirectory()) {
        removeLeftBehind(files, each.getPath());
      } else if (LEFT_BEHIND.matcher(each.getPath().getName()).matches()) {
        files.delete(each.getPath(), false);
      }
    }
  }

  private UserError unusable(IOException e) {
    return UserError.failure(e, "%s can't be used as output: %s", root, e.getMessage());
  }
}
