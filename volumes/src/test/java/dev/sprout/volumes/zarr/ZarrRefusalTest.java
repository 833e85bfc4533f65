package dev.sprout.volumes.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Metadata and chunks that are malicious, damaged or of what isn't supported. */
class ZarrRefusalTest {
  private static final String V2 =
      """
      {"zarr_format": 2, "shape": [4, 4, 4], "chunks": [4, 4, 4], "dtype": "|u1",
       "compressor": {"id": "zlib", "level": 1}, "fill_value": 0, "order": "C", "filters": null}
      """;
  private static final String V3 =
      """
      {"zarr_format": 3, "node_type": "array", "shape": [4, 4, 4], "data_type": "uint16",
       "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [4, 4, 4]}},
       "chunk_key_encoding": {"name": "default"}, "fill_value": 0,
       "codecs": [{"name": "bytes", "configuration": {"endian": "little"}}, {"name": "gzip"}]}
      """;

  @TempDir private Path folder;

  private byte[] readVersion2(String metadata) throws IOException {
    Files.writeString(folder.resolve(".zarray"), metadata);
    try (ZarrArray array = new ZarrArray(folder)) {
      return array.read(new long[3], new int[] {4, 4, 4});
    }
  }

  private void refused(String name, String metadata, String words) throws IOException {
    Files.writeString(folder.resolve(name), metadata);
    assertThatThrownBy(() -> new ZarrArray(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[4, 4, 4], \"dtype\" ; [4, 4], \"dtype\" ; chunks have 2 axes where the array has 3",
        "\"chunks\": [4, 4, 4] ; \"chunks\": [4, 0, 4] ; must be from 1",
        "\"chunks\": [4, 4, 4] ; \"chunks\": [4, -4, 4] ; whole number from 0",
        "\"chunks\": [4, 4, 4] ; \"chunks\": [4, 1.5, 4] ; whole number from 0",
        "\"chunks\": [4, 4, 4] ; \"chunks\": [40000, 40000, 4] ; more than 512 MB",
        "\"chunks\": [4, 4, 4] ; \"chunks\": [1e999999999, 4, 4] ; a number belongs",
        "zarr_format\": 2 ; zarr_format\": 1 ; should be 2",
        "\"|u1\" ; \"<f2\" ; dtype <f2 is not supported",
        "\"|u1\" ; \"|O\" ; dtype |O is not supported",
        "\"id\": \"zlib\" ; \"id\": \"lzma\" ; compressor lzma is not supported",
        "\"filters\": null ; \"filters\": [{\"id\": \"delta\"}] ; filters",
        "\"order\": \"C\" ; \"order\": \"K\" ; order is K",
        "\"fill_value\": 0 ; \"fill_value\": 256 ; which is no uint8",
        "\"fill_value\": 0 ; \"fill_value\": -1 ; which is no uint8",
        "\"fill_value\": 0 ; \"fill_value\": 0.5 ; which is no uint8",
        "\"fill_value\": 0 ; \"fill_value\": [0] ; which is no uint8",
        "\"shape\": ; \"shope\": ; shape is missing",
      })
  void version2(String given, String instead, String words) throws IOException {
    assertThat(V2).contains(given);
    refused(".zarray", V2.replace(given, instead), words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "uint16 ; float16 ; data_type float16 is not supported",
        "regular ; rectilinear ; chunk_grid rectilinear",
        "\"default\" ; \"zip\" ; chunk_key_encoding zip",
        "\"gzip\" ; \"numcodecs.bz2\" ; codec numcodecs.bz2",
        "\"bytes\" ; \"vlen-bytes\" ; codecs [vlen-bytes, gzip]",
        "\"endian\": \"little\" ; \"endian\": \"middle\" ; endian is middle",
        "{\"endian\": \"little\"} ; {} ; endian is missing",
        "\"fill_value\": 0 ; \"fill_value\": 70000 ; which is no uint16",
        "\"fill_value\": 0 ; \"fill_value\": null ; fill_value is missing",
        "\"fill_value\": 0 ; \"fill_value\": 0, \"extra\": {\"a\": 1} ; field extra is not known",
        "\"fill_value\": 0 ; \"fill_value\": 0, \"storage_transformers\": [1] ; storage_transf",
      })
  void version3(String given, String instead, String words) throws IOException {
    assertThat(V3).contains(given);
    refused("zarr.json", V3.replace(given, instead), words);
  }

  @Test
  void extensionsThatNeedNotBeUnderstoodAreLeftAlone() throws IOException {
    Files.writeString(
        folder.resolve("zarr.json"),
        V3.replace("\"codecs\"", "\"extra\": {\"must_understand\": false}, \"codecs\""));
    try (ZarrArray array = new ZarrArray(folder)) {
      assertThat(array.read(new long[3], new int[] {1, 1, 2})).containsOnly(0);
    }
  }

  @Test
  void chunksThatUnpackToMoreAreRefused() throws IOException {
    Files.write(folder.resolve("0.0.0"), Deflate.ZLIB.encode(new byte[8_000_000]));
    assertThatThrownBy(() -> readVersion2(V2))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "chunk [0, 0, 0] of " + folder + " is damaged: it holds more than 64");
    Files.write(folder.resolve("0.0.0"), new byte[1 << 20]);
    assertThatThrownBy(() -> readVersion2(V2))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("it has 1048576 bytes, more than");
  }

  @Test
  void bloscHeadersThatAnnounceMoreAreRefused() throws IOException {
    byte[] header =
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(new byte[] {2, 1, 1, 1})
            .putInt(Integer.MAX_VALUE)
            .putInt(1 << 20)
            .putInt(16)
            .array();
    Files.write(folder.resolve("0.0.0"), header);
    assertThatThrownBy(() -> readVersion2(V2.replace("zlib", "blosc")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("announces 2147483647 bytes of at most 64");
  }

  @Test
  void missingChunksWithoutAFillValueAreRefused() {
    assertThatThrownBy(() -> readVersion2(V2.replace("\"fill_value\": 0", "\"fill_value\": null")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is missing and the array has no fill value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../secret", "/etc", "a/../../b", "", "a//b", ".", "c:evil", "a\\\\..\\\\b"})
  void levelsOutsideTheirGroupAreRefused(String path) throws IOException {
    Files.writeString(folder.resolve(".zgroup"), "{\"zarr_format\": 2}");
    Files.writeString(
        folder.resolve(".zattrs"),
        """
        {"multiscales": [{"version": "0.4", "axes": [{"name": "z"}, {"name": "y"}, {"name": "x"}],
          "datasets": [{"path": "%s"}]}]}
        """
            .formatted(path));
    assertThatThrownBy(() -> ZarrVolumes.open(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("doesn't stay within its group");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"0.4\" ; \"0.3\" ; version 0.3 is not supported",
        "nanometer ; furlong ; unit furlong is not known",
        "\"y\" ; \"k\" ; axis k is not supported",
        "\"y\" ; \"z\" ; axes is zzx",
        "\"scale\", \"scale\" ; \"affine\", \"affine\" ; transformation affine",
        "[4, 4, 4] ; [4, 4] ; scale has 2 numbers for 3 axes",
        "[4, 4, 4] ; [4, 0, 4] ; voxelSize",
        "\"path\": \"0\" ; \"path\": \"1\" ; names a level 1, where there is no array",
      })
  void picturesOfOtherKinds(String given, String instead, String words) throws IOException {
    Files.createDirectories(folder.resolve("0"));
    Files.writeString(folder.resolve("0/.zarray"), V2);
    Files.writeString(folder.resolve(".zgroup"), "{\"zarr_format\": 2}");
    String attributes =
        """
        {"multiscales": [{"version": "0.4",
          "axes": [{"name": "z", "type": "space", "unit": "nanometer"},
                   {"name": "y", "type": "space", "unit": "nanometer"},
                   {"name": "x", "type": "space", "unit": "nanometer"}],
          "datasets": [{"path": "0",
            "coordinateTransformations": [{"type": "scale", "scale": [4, 4, 4]}]}]}]}
        """;
    assertThat(attributes).contains(given);
    Files.writeString(
        folder.resolve(".zattrs"),
        attributes.replaceFirst(java.util.regex.Pattern.quote(given), instead));
    assertThatThrownBy(() -> ZarrVolumes.open(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(words);
  }

  @Test
  void groupsNameTheirArrays() throws IOException {
    Files.createDirectories(folder.resolve("volumes/raw"));
    Files.writeString(folder.resolve(".zgroup"), "{\"zarr_format\": 2}");
    Files.writeString(folder.resolve("volumes/raw/.zarray"), V2);
    assertThatThrownBy(() -> ZarrVolumes.open(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("name one of its arrays: volumes/raw");
  }
}
