package dev.sprout.nn.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of a pickle besides {@code Long}, {@code BigInteger}, {@code Double}, {@code Boolean},
 * {@code String} and {@code null}. Lists, dicts and namespaces may contain themselves: they must
 * not be hashed, printed, or walked by plain recursion.
 */
final class PickleValues {
  private PickleValues() {}

  /** A tuple; immutable. */
  record Tuple(List<Object> items) {}

  /** A list. */
  record ListValue(List<Object> items) {
    ListValue() {
      this(new ArrayList<>());
    }
  }

  /** A dict or an OrderedDict. */
  record Dict(Map<Object, Object> items) {
    Dict() {
      this(new LinkedHashMap<>());
    }
  }

  /** An argparse.Namespace. */
  record Namespace(Map<String, Object> fields) {
    Namespace() {
      this(new LinkedHashMap<>());
    }
  }

  /** Python name known to this reader. */
  enum Global {
    ORDERED_DICT("collections.OrderedDict", null),
    NAMESPACE("argparse.Namespace", null),
    REBUILD_TENSOR("torch._utils._rebuild_tensor_v2", null),
    REBUILD_PARAMETER("torch._utils._rebuild_parameter", null),
    DOUBLE_STORAGE("torch.DoubleStorage", TensorType.F64),
    FLOAT_STORAGE("torch.FloatStorage", TensorType.F32),
    HALF_STORAGE("torch.HalfStorage", TensorType.F16),
    BFLOAT16_STORAGE("torch.BFloat16Storage", TensorType.BF16),
    LONG_STORAGE("torch.LongStorage", TensorType.I64),
    INT_STORAGE("torch.IntStorage", TensorType.I32),
    SHORT_STORAGE("torch.ShortStorage", TensorType.I16),
    CHAR_STORAGE("torch.CharStorage", TensorType.I8),
    BYTE_STORAGE("torch.ByteStorage", TensorType.U8),
    BOOL_STORAGE("torch.BoolStorage", TensorType.BOOL);

    private final String qualifiedName;
    private final TensorType elements;

    Global(String qualifiedName, TensorType elements) {
      this.qualifiedName = qualifiedName;
      this.elements = elements;
    }

    String qualifiedName() {
      return qualifiedName;
    }

    /** The element type of a storage class, null for the others. */
    TensorType elements() {
      return elements;
    }
  }

  /** Elements in a file of their own beside the pickle. */
  record Storage(TensorType type, String key, long elements) {}

  /** A view of a storage; nothing about it is checked yet. */
  record Tensor(Storage storage, long offset, long[] shape, long[] strides) {}
}
