package dev.sprout.spark;

import dev.sprout.core.StableHash;
import dev.sprout.core.UserError;
import dev.sprout.pictures.FileRange;
import dev.sprout.pictures.PictureSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Pictures of a job: a folder or archives that all machines see, or a column of a table. */
final class PictureInput {
  @Parameters(
      paramLabel = "PICTURES",
      description =
          "Folder of pictures, .tar file or folder of them, or .zip file, at a place that all"
              + " machines see; or with --column a Parquet file or folder.")
  private String pictures;

  @Option(
      names = "--column",
      paramLabel = "NAME",
      description = "Column of a Parquet table with the bytes of picture files.")
  private String column;

  /** Numbers the pictures, and writes down which they are. */
  Numbered<StoredPicture> open(SparkSession session, Map<String, String> description) {
    return open(session, pictures, column, "input", description);
  }

  /**
   * Numbers the pictures of a set.
   *
   * @param column column of a table, or null for folders and archives
   * @param name name in the description
   * @throws UserError when there are none
   */
  static Numbered<StoredPicture> open(
      SparkSession session,
      String pictures,
      String column,
      String name,
      Map<String, String> description) {
    if (column != null) {
      Table table = Table.open(session, pictures, column, DataTypes.BinaryType);
      description.put(name, "%s, %d rows of %s".formatted(pictures, table.count(), column));
      return table.numbered(
          (number, row) ->
              new StoredPicture.InCell("row " + number, row.isNullAt(2) ? null : row.getAs(2)));
    }
    List<StoredPicture> stored = new ArrayList<>();
    description.put(name, list(Path.of(pictures), stored));
    return Numbered.of(stored, JavaSparkContext.fromSparkContext(session.sparkContext()));
  }

  /** Lists the pictures of a folder or archive, and says which they are. */
  private static String list(Path pictures, List<StoredPicture> stored) {
    if (Files.exists(pictures) && pictures.toString().endsWith(".parquet")) {
      throw UserError.unusable("column", "is missing: %s is a table", pictures);
    }
    long names = 0;
    try (PictureSource source = PictureSource.unlabelled(pictures)) {
      for (int i = 0; i < source.size(); i++) {
        String id = source.example(i).id();
        FileRange place = source.stored(i).orElse(null);
        if (place == null) {
          stored.add(new StoredPicture.InArchive(id, pictures.toAbsolutePath().toString(), i));
        } else {
          stored.add(StoredPicture.InFile.of(id, place));
        }
        long bytes = place == null ? Files.size(pictures) : place.length();
        names = 31 * names + StableHash.of(id + "\n" + bytes);
      }
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", pictures, e.getMessage());
    }
    return "%d pictures, names %016x".formatted(stored.size(), names);
  }
}
