package dev.sprout.nn.weights;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Header of a {@code .npy} file: magic number, version, length, and a Python dict of type, order
 * and shape.
 *
 * @param length bytes before the first element
 * @param columnMajor whether elements are in Fortran order
 */
record NpyHeader(int length, TensorInfo info, boolean columnMajor) {
  /** Longest accepted header in bytes; NumPy's are far shorter. */
  static final int LONGEST = 1 << 14;

  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  private static final Pattern DICT =
      Pattern.compile(
          "\\{'descr': '([^']{1,16})', 'fortran_order': (True|False),"
              + " 'shape': \\(((?:[0-9]{1,18}, ?){0,64}(?:[0-9]{1,18})?)\\),? ?\\} *\n");

  private static final Map<String, TensorType> TYPES =
      Map.ofEntries(
          Map.entry("<f8", TensorType.F64),
          Map.entry("<f4", TensorType.F32),
          Map.entry("<f2", TensorType.F16),
          Map.entry("<i8", TensorType.I64),
          Map.entry("<i4", TensorType.I32),
          Map.entry("<i2", TensorType.I16),
          Map.entry("|i1", TensorType.I8),
          Map.entry("<u8", TensorType.U64),
          Map.entry("<u4", TensorType.U32),
          Map.entry("<u2", TensorType.U16),
          Map.entry("|u1", TensorType.U8),
          Map.entry("|b1", TensorType.BOOL));

  static NpyHeader parse(byte[] beginning) throws Malformed {
    ByteBuffer in = ByteBuffer.wrap(beginning).order(ByteOrder.LITTLE_ENDIAN);
    try {
      byte[] text = new byte[dictLength(in)];
      in.get(text);
      Matcher dict = DICT.matcher(new String(text, StandardCharsets.ISO_8859_1));
      if (!dict.matches()) {
        throw new Malformed("its header is none that NumPy writes for plain arrays");
      }
      TensorInfo info = new TensorInfo(type(dict.group(1)), shape(dict.group(3)));
      return new NpyHeader(in.position(), info, dict.group(2).equals("True"));
    } catch (BufferUnderflowException e) {
      throw new Malformed("its header is truncated");
    } catch (IllegalArgumentException e) {
      throw new Malformed("%s", e.getMessage());
    }
  }

  /** Reads magic number, version and length, up to the dict. */
  private static int dictLength(ByteBuffer in) throws Malformed {
    byte[] magic = new byte[MAGIC.length];
    in.get(magic);
    int version = in.getShort(); // major in the lower byte
    if (!Arrays.equals(magic, MAGIC) || version < 1 || version > 3) {
      throw new Malformed("it is no .npy file of version 1, 2 or 3");
    }
    long length =
        version == 1 ? Short.toUnsignedInt(in.getShort()) : Integer.toUnsignedLong(in.getInt());
    if (length > in.remaining()) {
      throw new Malformed("its header claims %d bytes", length);
    }
    return (int) length;
  }

  private static TensorType type(String descr) throws Malformed {
    TensorType type = TYPES.get(descr);
    if (type == null) {
      throw new Malformed(
          "its elements are '%s', accepted are %s",
          descr, String.join(", ", TYPES.keySet().stream().sorted().toList()));
    }
    return type;
  }

  /** NumPy's name of an element type; bfloat16 has none. */
  static String descr(TensorType type) {
    return TYPES.entrySet().stream()
        .filter(each -> each.getValue() == type)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("NumPy has no " + type));
  }

  /** {@code ()}, {@code (3,)} or {@code (3, 4)}. */
  private static long[] shape(String tuple) {
    return tuple.isBlank()
        ? new long[0]
        : Arrays.stream(tuple.split(","))
            .map(String::strip)
            .filter(s -> !s.isEmpty())
            .mapToLong(Long::parseLong)
            .toArray();
  }
}
