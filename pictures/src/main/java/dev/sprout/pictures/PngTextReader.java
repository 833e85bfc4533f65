package dev.sprout.pictures;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sprout.core.UserError;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Reader of a PNG file's text chunks. */
final class PngTextReader {
  private static final int MAX_TEXT = 16 << 20;
  private static final int LENGTH_AND_TYPE = 8;
  private static final int CRC = 4;
  private static final int HEADER = 13; // bytes of data in IHDR
  private static final int MAX_CHUNKS = 1 << 20;

  private final FileChannel channel;
  private final String name;
  private final Map<String, String> text = new LinkedHashMap<>();
  private int budget = MAX_TEXT;

  PngTextReader(FileChannel channel, String name) {
    this.channel = channel;
    this.name = name;
  }

  Map<String, String> read() throws IOException {
    byte[] signature = bytes(0, Math.min(8, channel.size()));
    if (PictureFormat.of(signature).orElse(null) != PictureFormat.PNG) {
      byte[] head = bytes(0, Math.min(512, channel.size()));
      String what =
          PictureFormat.of(head)
              .map("a %s picture"::formatted)
              .orElse(PictureFormat.describe(head));
      throw UserError.failure("%s is %s; a PNG file is needed.", name, what);
    }
    String type = "";
    long at = signature.length;
    for (int count = 0; !type.equals("IEND"); count++) {
      ByteBuffer head = ByteBuffer.wrap(bytes(at, LENGTH_AND_TYPE));
      long length = head.getInt();
      type = new String(head.array(), 4, 4, ISO_8859_1);
      if (length < 0 || length > channel.size() - at - LENGTH_AND_TYPE - CRC) {
        throw damaged("it is cut short");
      } else if (count == 0 && !(type.equals("IHDR") && length == HEADER)) {
        throw damaged("it doesn't begin with the header IHDR");
      } else if (!type.matches("[a-zA-Z]{4}") || count == MAX_CHUNKS) {
        throw damaged("what follows the header are no chunks, or more than " + MAX_CHUNKS);
      }
      chunk(type, at, length);
      at += LENGTH_AND_TYPE + length + CRC;
    }
    return text;
  }

  private void chunk(String type, long at, long length) throws IOException {
    if (type.equals("tEXt") || type.equals("zTXt") || type.equals("iTXt")) {
      spend(length);
      byte[] checked = bytes(at + 4, 4 + length);
      byte[] stored = bytes(at + LENGTH_AND_TYPE + length, CRC);
      if ((int) crc(checked) != ByteBuffer.wrap(stored).getInt()) {
        throw damaged("the checksum of a text is wrong");
      }
      decode(type, new ByteArrayInputStream(checked, 4, (int) length));
    }
  }

  private void decode(String type, ByteArrayInputStream in) throws IOException {
    String keyword = field(in);
    boolean compressed = type.equals("zTXt");
    if (type.equals("iTXt")) {
      compressed = in.read() == 1;
    }
    if (!type.equals("tEXt")) {
      in.skip(1); // the compression method, of which there is one
    }
    if (type.equals("iTXt")) {
      field(in); // language
      field(in); // translated keyword
    }
    byte[] value = compressed ? inflate(in) : in.readAllBytes();
    text.putIfAbsent(keyword, new String(value, type.equals("iTXt") ? UTF_8 : ISO_8859_1));
  }

  /** Latin-1 text up to a zero byte. */
  private String field(ByteArrayInputStream in) {
    StringBuilder field = new StringBuilder();
    for (int c = in.read(); c != 0; c = in.read()) {
      if (c < 0) {
        throw damaged("a text has no end of its keyword");
      }
      field.append((char) c);
    }
    return field.toString();
  }

  private byte[] inflate(ByteArrayInputStream in) throws IOException {
    try (InflaterInputStream inflater = new InflaterInputStream(in)) {
      byte[] value = inflater.readNBytes(budget + 1);
      spend(value.length);
      return value;
    } catch (ZipException | EOFException e) {
      throw damaged("a compressed text is broken");
    }
  }

  private void spend(long bytes) {
    if (bytes > budget) {
      throw UserError.failure(
          "%s holds more than %d MiB of text, which is not read.", name, MAX_TEXT >> 20);
    }
    budget -= (int) bytes;
  }

  private byte[] bytes(long at, long count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) count);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, at + bytes.position()) < 0) {
        throw damaged("it is cut short");
      }
    }
    return bytes.array();
  }

  private UserError damaged(String how) {
    return UserError.failure("%s is a damaged PNG file: %s.", name, how);
  }

  private static long crc(byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(data);
    return crc.getValue();
  }
}
