package dev.sprout.nn.weights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles by hand, one instruction a call. */
final class PickleAssembler {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Begins a pickle of a protocol. */
  static PickleAssembler protocol(int version) {
    return new PickleAssembler().raw(0x80, version);
  }

  /** A state dict of one tensor named {@code w}, as torch.save writes it. */
  static byte[] stateDict(String storage, long elements, long offset, long[] shape, long[] steps) {
    return protocol(2)
        .orderedDict()
        .op('(')
        .text("w")
        .tensor(storage, "0", elements, offset, shape, steps)
        .op('u')
        .end();
  }

  PickleAssembler raw(int... bytes) {
    for (int b : bytes) {
      out.write(b);
    }
    return this;
  }

  PickleAssembler op(char instruction) {
    return raw(instruction);
  }

  PickleAssembler repeat(int instruction, int times) {
    for (int i = 0; i < times; i++) {
      out.write(instruction);
    }
    return this;
  }

  PickleAssembler global(String module, String name) {
    out.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  PickleAssembler text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    op('X').little(utf8.length, Integer.BYTES);
    out.writeBytes(utf8);
    return this;
  }

  PickleAssembler shortText(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    raw(0x8c, utf8.length);
    out.writeBytes(utf8);
    return this;
  }

  PickleAssembler number(long value) {
    return raw(0x8a, Long.BYTES).little(value, Long.BYTES);
  }

  PickleAssembler little(long value, int bytes) {
    byte[] all = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    out.write(all, 0, bytes);
    return this;
  }

  PickleAssembler tuple(long... values) {
    op('(');
    for (long value : values) {
      number(value);
    }
    return op('t');
  }

  PickleAssembler orderedDict() {
    return global("collections", "OrderedDict").raw(')', 'R');
  }

  PickleAssembler namespace() {
    return global("argparse", "Namespace").raw(')', 0x81);
  }

  PickleAssembler storage(String type, String key, long elements) {
    op('(').text("storage").global("torch", type).text(key).text("cpu").number(elements);
    return raw('t', 'Q');
  }

  PickleAssembler tensor(
      String type, String key, long elements, long offset, long[] shape, long[] steps) {
    global("torch._utils", "_rebuild_tensor_v2").op('(').storage(type, key, elements);
    return number(offset).tuple(shape).tuple(steps).raw(0x89).orderedDict().raw('t', 'R');
  }

  /** A float vector in a storage of its own. */
  PickleAssembler vector(String key, int elements) {
    return tensor("FloatStorage", key, elements, 0, new long[] {elements}, new long[] {1});
  }

  /** A float vector in a storage of its own, as PyTorch before 1.6 refers to it. */
  PickleAssembler oldVector(String key, int elements) {
    global("torch._utils", "_rebuild_tensor_v2").op('(');
    op('(').text("storage").global("torch", "FloatStorage").text(key).text("cpu").number(elements);
    raw('N', 't', 'Q').number(0).tuple(elements).tuple(1).raw(0x89).orderedDict();
    return raw('t', 'R');
  }

  byte[] end() {
    return op('.').bytes();
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
