package dev.sprout.volumes.zarr;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Deflate in the wrapper of zlib or of gzip.
 *
 * @param id {@code zlib} or {@code gzip}
 */
record Deflate(String id) implements Compressor {
  private static final int GZIP_LEVEL = 6; // of GZIPOutputStream

  static final Deflate ZLIB = new Deflate("zlib");
  static final Deflate GZIP = new Deflate("gzip");

  @Override
  public int level() {
    return equals(GZIP) ? GZIP_LEVEL : Deflater.BEST_SPEED;
  }

  @Override
  public byte[] decode(byte[] stored, int most) throws DamagedChunk {
    try (InputStream in = inflating(new ByteArrayInputStream(stored))) {
      byte[] chunk = in.readNBytes(most);
      if (in.read() >= 0) {
        throw new DamagedChunk("it holds more than " + most + " bytes");
      }
      return chunk;
    } catch (DamagedChunk e) {
      throw e;
    } catch (IOException e) {
      throw new DamagedChunk("its " + id + " stream is broken: " + e.getMessage());
    }
  }

  private InputStream inflating(InputStream in) throws IOException {
    return equals(GZIP) ? new GZIPInputStream(in) : new InflaterInputStream(in);
  }

  @Override
  public byte[] encode(byte[] chunk) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = deflating(bytes)) {
      out.write(chunk);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never of an array in memory
    }
    return bytes.toByteArray();
  }

  private OutputStream deflating(OutputStream out) throws IOException {
    return equals(GZIP)
        ? new GZIPOutputStream(out)
        : new DeflaterOutputStream(out, new Deflater(Deflater.BEST_SPEED));
  }
}
