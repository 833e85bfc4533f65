package dev.sprout.nn.weights;

import dev.sprout.nn.weights.PickleValues.Dict;
import dev.sprout.nn.weights.PickleValues.Global;
import dev.sprout.nn.weights.PickleValues.Namespace;
import dev.sprout.nn.weights.PickleValues.Storage;
import dev.sprout.nn.weights.PickleValues.Tensor;
import dev.sprout.nn.weights.PickleValues.Tuple;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * Names that a checkpoint's pickle may call, with the plain values built in place of the calls.
 * Nothing is executed; any other name is refused.
 */
final class PickleCalls {
  private static final String ACCEPTED =
      "accepted are tensors, dicts, lists, numbers, strings, OrderedDict and argparse.Namespace";

  private PickleCalls() {}

  /** Numbers, texts, booleans and None: values that hold no others. */
  static boolean isPlain(Object value) {
    return value == null
        || value instanceof String
        || value instanceof Long
        || value instanceof BigInteger
        || value instanceof Double
        || value instanceof Boolean;
  }

  /** The value of a name. */
  static Global global(String module, String name) throws Malformed {
    String qualifiedName = module + "." + name;
    for (Global global : Global.values()) {
      if (global.qualifiedName().equals(qualifiedName)) {
        return global;
      }
    }
    throw new Malformed(
        "its pickle names %s, which Sprout never runs; %s", qualifiedName, ACCEPTED);
  }

  /** {@code function(*arguments)}. */
  static Object call(Object function, Object arguments) throws Malformed {
    List<Object> items = tuple(arguments, "the arguments of a call");
    if (function == Global.ORDERED_DICT && items.isEmpty()) {
      return new Dict();
    }
    if (function == Global.REBUILD_TENSOR && (items.size() == 6 || items.size() == 7)) {
      return tensor(items);
    }
    if (function == Global.REBUILD_PARAMETER
        && items.size() == 3
        && items.get(0) instanceof Tensor tensor) {
      return tensor;
    }
    throw refused(function);
  }

  /** {@code type.__new__(type, *arguments)}. */
  static Object construct(Object type, Object arguments) throws Malformed {
    if (type == Global.NAMESPACE && tuple(arguments, "the arguments of a new object").isEmpty()) {
      return new Namespace();
    }
    throw refused(type);
  }

  /**
   * Sets attributes of a new object; those of an OrderedDict are ignored, as they hold no tensors.
   */
  static void setState(Object object, Object state) throws Malformed {
    if (object instanceof Namespace namespace && state instanceof Dict dict) {
      for (Map.Entry<Object, Object> field : dict.items().entrySet()) {
        namespace.fields().put(String.valueOf(field.getKey()), field.getValue());
      }
    } else if (!(object instanceof Dict && state instanceof Dict)) {
      throw new Malformed("its pickle gives attributes to something that has none; %s", ACCEPTED);
    }
  }

  /**
   * A persistent id: {@code ("storage", type, key, device, number of elements)}; before PyTorch 1.6
   * followed by the place of a view, which was None in later versions.
   */
  static Storage storage(Object id) throws Malformed {
    List<Object> items = tuple(id, "a storage");
    boolean whole = items.size() == 5 || (items.size() == 6 && items.get(5) == null);
    if (whole
        && "storage".equals(items.get(0))
        && items.get(1) instanceof Global type
        && type.elements() != null
        && items.get(2) instanceof String key
        && items.get(4) instanceof Long elements
        && elements >= 0) {
      return new Storage(type.elements(), key, elements);
    }
    throw new Malformed("its pickle refers to a storage in a way that isn't known");
  }

  /** {@code _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks, metadata)}. */
  private static Tensor tensor(List<Object> items) throws Malformed {
    if (items.get(0) instanceof Storage storage
        && items.get(1) instanceof Long offset
        && offset >= 0) {
      return new Tensor(storage, offset, longs(items.get(2)), longs(items.get(3)));
    }
    throw new Malformed("its pickle builds a tensor from something other than a storage");
  }

  private static long[] longs(Object value) throws Malformed {
    List<Object> items = tuple(value, "a shape");
    if (items.size() > TensorInfo.MOST_AXES) {
      throw new Malformed("its pickle has a shape with %d axes", items.size());
    }
    long[] longs = new long[items.size()];
    for (int i = 0; i < longs.length; i++) {
      if (!(items.get(i) instanceof Long number)) {
        throw new Malformed("its pickle has a shape that isn't made of whole numbers");
      }
      longs[i] = number;
    }
    return longs;
  }

  private static List<Object> tuple(Object value, String role) throws Malformed {
    if (value instanceof Tuple tuple) {
      return tuple.items();
    }
    throw new Malformed("its pickle has no tuple for %s", role);
  }

  private static Malformed refused(Object called) {
    String name = called instanceof Global global ? global.qualifiedName() : "a plain value";
    return new Malformed(
        "its pickle calls %s in a way that Sprout doesn't know; %s", name, ACCEPTED);
  }
}
