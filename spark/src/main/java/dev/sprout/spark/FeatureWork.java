package dev.sprout.spark;

import dev.sprout.cli.FeatureFlags;
import dev.sprout.core.UserError;
import dev.sprout.evaluation.FeatureProtocol;
import dev.sprout.evaluation.PictureFeatures;
import dev.sprout.evaluation.metrics.FeatureMatrix;
import dev.sprout.pictures.Picture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;

/**
 * Features of a part's pictures, as little-endian float32.
 *
 * @param protocol protocol of the driver's network, as JSON, which the executor's must have too
 */
record FeatureWork(FeatureFlags features, String protocol, int threads)
    implements PartWork<StoredPicture> {
  /** Pictures of a part. */
  static final int PART = 256;

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
              (picture, row) -> prepared(network, picture, row),
              (prepared, good) -> fill(network, prepared, good));
          return null;
        });
  }

  private PictureFeatures open() {
    PictureFeatures network = features.open();
    FeatureProtocol here = network.protocol();
    if (!here.json().equals(protocol)) {
      network.close();
      throw UserError.failure(
          "an executor's feature network is %s, and the driver's %s; give all machines the same"
              + " files",
          here.json(), protocol);
    }
    return network;
  }

  private static float[] prepared(PictureFeatures network, StoredPicture stored, Group row) {
    Picture picture = stored.read();
    float[] prepared = network.extractor().input().prepare(picture, stored.id());
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
