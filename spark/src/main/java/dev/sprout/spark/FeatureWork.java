package dev.sprout.spark;

import dev.sprout.cli.FeatureFlags;
import dev.sprout.core.UserError;
import dev.sprout.evaluation.FeatureProtocol;
import dev.sprout.evaluation.PictureFeatures;
import dev.sprout.evaluation.metrics.FeatureMatrix;
import dev.sprout.pictures.Picture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;
import org.apache.spark.SparkContext;

/**
 * Features of a part's pictures, as little-endian float32.
 *
 * @param shipped the network's files, sent by Spark; null for paths that all machines see
 * @param protocol protocol of the driver's network, as JSON, which the executor's must have too
 */
record FeatureWork(FeatureFlags features, ShippedFiles shipped, String protocol, int threads)
    implements PartWork<StoredPicture> {
  /** Pictures of a part. */
  static final int PART = 256;

  /** Sends the network's files to the executors. */
  static ShippedFiles ship(FeatureFlags features, SparkContext context) {
    return ShippedFiles.send(
        context,
        "sprout-features",
        features.files().stream()
            .collect(Collectors.toMap(file -> file.getFileName().toString(), file -> file)));
  }

  @Override
  public String schema() {
    return """
    message features {
      required int64 k;
      required binary id (STRING);
      optional int32 width;
      optional int32 height;
      optional binary features;
      optional binary error (STRING);
    }
    """;
  }

  @Override
  public void work(int part, long first, List<StoredPicture> records, PartRows rows) {
    Networks.use(
        protocol,
        threads,
        this::open,
        network -> {
          PictureWindows.<float[]>forEach(
              first,
              records,
              rows,
              (picture, id, row) -> prepared(network, picture, id, row),
              (prepared, good) -> fill(network, prepared, good));
          return null;
        });
  }

  private PictureFeatures open() {
    PictureFeatures network = features.open(file());
    FeatureProtocol here = network.protocol();
    if (!here.json().equals(protocol)) {
      network.close();
      throw UserError.failure(
          "an executor's feature network is %s, and the driver's %s; give all machines the same"
              + " files, or send them with --ship-model",
          here.json(), protocol);
    }
    return network;
  }

  private Path file() {
    Path given = features.file();
    return shipped == null ? given : shipped.at(given.getFileName().toString());
  }

  private static float[] prepared(PictureFeatures network, Picture picture, String id, Group row) {
    float[] prepared = network.extractor().input().prepare(picture, id);
    row.add("width", picture.width());
    row.add("height", picture.height());
    return prepared;
  }

  private static void fill(PictureFeatures network, List<float[]> prepared, List<Group> rows) {
    FeatureMatrix found =
        network
            .extractor()
            .extract(prepared.toArray(float[][]::new), List.of(network.layer()))
            .get(network.layer());
    int columns = found.columns();
    for (int i = 0; i < rows.size(); i++) {
      ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * columns).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(found.values(), i * columns, columns);
      rows.get(i).add("features", Binary.fromConstantByteArray(bytes.array()));
    }
  }
}
