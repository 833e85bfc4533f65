package dev.sprout.nn.weights;

import dev.sprout.nn.weights.PickleValues.Dict;
import dev.sprout.nn.weights.PickleValues.ListValue;
import dev.sprout.nn.weights.PickleValues.Storage;
import dev.sprout.nn.weights.PickleValues.Tuple;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reader of Python pickles from protocol 2, the default of {@code torch.save}. A pickle is a
 * program of a stack machine; this reader executes nothing and accepts only instructions that build
 * plain values. Accepted names and calls are in {@link PickleCalls}.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Lib/pickletools.py">the
 *     instructions</a>
 */
final class PickleReader {
  private static final int OLDEST_PROTOCOL = 2;
  private static final int NEWEST_PROTOCOL = 5;
  private static final int LONGEST_STRING = 1 << 20;
  private static final int LONGEST_NAME = 256;

  private final ByteBuffer in;
  private final PickleStack stack = new PickleStack();

  private final Map<String, Storage> storages = new LinkedHashMap<>();

  /** Creates a reader of the pickles in a buffer, one after another. */
  PickleReader(ByteBuffer in) {
    this.in = in.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Reads the whole pickle and returns its one value. */
  static Object read(byte[] pickle) throws Malformed {
    ByteBuffer in = ByteBuffer.wrap(pickle);
    Object value = new PickleReader(in).next();
    if (in.hasRemaining()) {
      throw new Malformed("its pickle leaves more than one value");
    }
    return value;
  }

  /** Reads the next pickle of the buffer; the buffer stands behind it then. */
  Object next() throws Malformed {
    try {
      return run();
    } catch (BufferUnderflowException e) {
      throw new Malformed("its pickle is truncated");
    }
  }

  /** The storages that the pickles refer to, by key. */
  Map<String, Storage> storages() {
    return Collections.unmodifiableMap(storages);
  }

  private Object run() throws Malformed {
    checkProtocol();
    for (int opcode = unsignedByte(); opcode != '.'; opcode = unsignedByte()) {
      execute(opcode);
    }
    Object result = stack.pop();
    if (!stack.isEmpty()) {
      throw new Malformed("its pickle leaves more than one value");
    }
    return result;
  }

  private void checkProtocol() throws Malformed {
    int protocol = unsignedByte() == 0x80 ? unsignedByte() : 0;
    if (protocol < OLDEST_PROTOCOL || protocol > NEWEST_PROTOCOL) {
      throw new Malformed(
          "its pickle is not of protocol %d to %d, which torch.save writes",
          OLDEST_PROTOCOL, NEWEST_PROTOCOL);
    }
  }

  private void execute(int opcode) throws Malformed {
    switch (opcode) {
      case 'N' -> stack.push(null); // NONE
      case 0x88 -> stack.push(true); // NEWTRUE
      case 0x89 -> stack.push(false); // NEWFALSE
      case 'K' -> stack.push((long) unsignedByte()); // BININT1
      case 'M' -> stack.push((long) Short.toUnsignedInt(in.getShort())); // BININT2
      case 'J' -> stack.push((long) in.getInt()); // BININT
      case 0x8a -> stack.push(wholeNumber(unsignedByte())); // LONG1
      case 'G' -> stack.push(Double.longBitsToDouble(Long.reverseBytes(in.getLong()))); // BINFLOAT
      case 'X' -> stack.push(string(Integer.toUnsignedLong(in.getInt()))); // BINUNICODE
      case 0x8c -> stack.push(string(unsignedByte())); // SHORT_BINUNICODE
      case 0x8d -> stack.push(string(in.getLong())); // BINUNICODE8
      case ']' -> stack.push(new ListValue()); // EMPTY_LIST
      case ')' -> stack.push(new Tuple(List.of())); // EMPTY_TUPLE
      case '}' -> stack.push(new Dict()); // EMPTY_DICT
      case 'c' -> stack.push(PickleCalls.global(line(), line())); // GLOBAL
      case 0x95 -> in.getLong(); // FRAME: only a hint for reading ahead
      case 0x94 -> stack.memoise(); // MEMOIZE
      case 'q' -> stack.memoise(unsignedByte()); // BINPUT
      case 'r' -> stack.memoise(Integer.toUnsignedLong(in.getInt())); // LONG_BINPUT
      case 'h' -> stack.recall(unsignedByte()); // BINGET
      case 'j' -> stack.recall(Integer.toUnsignedLong(in.getInt())); // LONG_BINGET
      default -> combine(opcode);
    }
  }

  /** Instructions that combine values on the stack. */
  private void combine(int opcode) throws Malformed {
    switch (opcode) {
      case '(' -> stack.mark(); // MARK
      case '0' -> stack.drop(); // POP
      case '1' -> stack.popToMark(); // POP_MARK
      case 'a' -> append(stack.pop(1)); // APPEND
      case 'e' -> append(stack.popToMark()); // APPENDS
      case 0x85 -> stack.push(new Tuple(stack.pop(1))); // TUPLE1
      case 0x86 -> stack.push(new Tuple(stack.pop(2))); // TUPLE2
      case 0x87 -> stack.push(new Tuple(stack.pop(3))); // TUPLE3
      case 't' -> stack.push(new Tuple(stack.popToMark())); // TUPLE
      case 's' -> put(stack.pop(2)); // SETITEM
      case 'u' -> put(stack.popToMark()); // SETITEMS
      case 0x93 -> global(stack.pop(2)); // STACK_GLOBAL
      case 'R' -> call(stack.pop(2)); // REDUCE
      case 0x81 -> construct(stack.pop(2)); // NEWOBJ
      case 'b' -> build(stack.pop()); // BUILD
      case 'Q' -> stack.push(storage(stack.pop())); // BINPERSID
      default ->
          throw new Malformed(
              "its pickle has the instruction 0x%02x at byte %d, which builds no plain value",
              opcode, in.position() - 1);
    }
  }

  private Storage storage(Object id) throws Malformed {
    Storage storage = PickleCalls.storage(id);
    Storage before = storages.putIfAbsent(storage.key(), storage);
    if (before != null && !before.equals(storage)) {
      throw new Malformed("its pickle describes the storage '%s' in two ways", storage.key());
    }
    return storage;
  }

  private void append(List<Object> items) throws Malformed {
    if (!(stack.top() instanceof ListValue list)) {
      throw new Malformed("its pickle appends to something that is no list");
    }
    list.items().addAll(items);
  }

  private void put(List<Object> keysAndValues) throws Malformed {
    if (!(stack.top() instanceof Dict dict) || keysAndValues.size() % 2 != 0) {
      throw new Malformed("its pickle puts an entry into something that is no dict");
    }
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      Object key = keysAndValues.get(i);
      if (!PickleCalls.isPlain(key)) {
        throw new Malformed("its pickle has a dict whose key is neither text nor number");
      }
      dict.items().put(key, keysAndValues.get(i + 1));
    }
  }

  private void global(List<Object> moduleAndName) throws Malformed {
    if (moduleAndName.get(0) instanceof String module
        && moduleAndName.get(1) instanceof String name) {
      stack.push(PickleCalls.global(module, name));
    } else {
      throw new Malformed("its pickle has a name that is none");
    }
  }

  private void call(List<Object> functionAndArguments) throws Malformed {
    stack.push(PickleCalls.call(functionAndArguments.get(0), functionAndArguments.get(1)));
  }

  private void construct(List<Object> classAndArguments) throws Malformed {
    stack.push(PickleCalls.construct(classAndArguments.get(0), classAndArguments.get(1)));
  }

  private void build(Object state) throws Malformed {
    stack.count(state instanceof Dict dict ? dict.items().size() : 0);
    PickleCalls.setState(stack.top(), state);
  }

  private int unsignedByte() {
    return Byte.toUnsignedInt(in.get());
  }

  private byte[] bytes(long count) throws Malformed {
    if (count < 0 || count > LONGEST_STRING) {
      throw new Malformed("its pickle has a text of %s bytes", Long.toUnsignedString(count));
    }
    if (count > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[(int) count];
    in.get(bytes);
    return bytes;
  }

  private String string(long length) throws Malformed {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(length))).toString();
    } catch (CharacterCodingException e) {
      throw new Malformed("its pickle has a text that is not UTF-8");
    }
  }

  /** Two's complement, little endian; no bytes are zero. */
  private Number wholeNumber(int length) throws Malformed {
    byte[] digits = bytes(length);
    byte[] bigEndian = new byte[length + 1];
    for (int i = 0; i < length; i++) {
      bigEndian[length - i] = digits[i];
    }
    bigEndian[0] = (byte) (length > 0 && digits[length - 1] < 0 ? -1 : 0);
    BigInteger value = new BigInteger(bigEndian);
    return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
  }

  private String line() throws Malformed {
    StringBuilder line = new StringBuilder();
    for (int c = unsignedByte(); c != '\n'; c = unsignedByte()) {
      if (c < ' ' || c > '~' || line.length() >= LONGEST_NAME) {
        throw new Malformed("its pickle has a name that is none");
      }
      line.append((char) c);
    }
    return line.toString();
  }
}
