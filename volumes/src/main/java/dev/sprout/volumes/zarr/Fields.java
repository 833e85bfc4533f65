package dev.sprout.volumes.zarr;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.sprout.core.AtomicFile;
import dev.sprout.core.JsonFile;
import dev.sprout.core.UserError;
import dev.sprout.volumes.array.ChunkGrid;
import dev.sprout.volumes.array.ElementType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a JSON object in a metadata file, each checked for its type when it is asked for.
 *
 * @param file for errors
 * @param object the object
 */
record Fields(Path file, JsonObject object) {
  /** The object that is the whole of a file. */
  static Fields read(Path file) {
    return new Fields(file, JsonFile.read(file, JsonObject.class, UserError.Kind.FAILED));
  }

  /** Writes a metadata file, with the nulls that Zarr asks for. */
  static void write(Path file, JsonObject json) {
    Gson gson = new GsonBuilder().serializeNulls().setPrettyPrinting().create();
    byte[] text = (gson.toJson(json) + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(text));
  }

  /** An error that begins with the file. */
  UserError error(String format, Object... arguments) {
    return UserError.failure("%s: %s", file, String.format(format, arguments));
  }

  /** Checks the version of the Zarr format. */
  void requireVersion(int version) {
    if (whole("zarr_format", get("zarr_format"), Integer.MAX_VALUE) != version) {
      throw error("zarr_format is %s; it should be %d", get("zarr_format"), version);
    }
  }

  /** The grid of an array's chunks. */
  ChunkGrid grid(long[] shape, int[] chunk, ElementType type) {
    try {
      return new ChunkGrid(shape, chunk, type.bytes());
    } catch (UserError e) {
      throw error("%s", e.getMessage());
    }
  }

  /** A value that is there and not null. */
  Optional<JsonElement> find(String name) {
    return Optional.ofNullable(object.get(name)).filter(value -> !value.isJsonNull());
  }

  private JsonElement get(String name) {
    return find(name).orElseThrow(() -> error("%s is missing", name));
  }

  String text(String name) {
    return text(name, get(name));
  }

  String text(String name, String otherwise) {
    return find(name).map(value -> text(name, value)).orElse(otherwise);
  }

  private String text(String name, JsonElement value) {
    if (value instanceof JsonPrimitive text && text.isString()) {
      return text.getAsString();
    }
    throw error("%s is %s where a text belongs", name, value);
  }

  boolean flag(String name, boolean otherwise) {
    Optional<JsonElement> value = find(name);
    if (value.isEmpty()) {
      return otherwise;
    } else if (value.get() instanceof JsonPrimitive flag && flag.isBoolean()) {
      return flag.getAsBoolean();
    }
    throw error("%s is %s; accepted is true or false", name, value.get());
  }

  Fields fields(String name) {
    return fields(name, get(name));
  }

  Optional<Fields> findFields(String name) {
    return find(name).map(value -> fields(name, value));
  }

  private Fields fields(String name, JsonElement value) {
    if (value instanceof JsonObject inner) {
      return new Fields(file, inner);
    }
    throw error("%s is %s where an object belongs", name, value);
  }

  List<Fields> list(String name) {
    List<Fields> all = new ArrayList<>();
    for (JsonElement value : array(name)) {
      all.add(fields(name, value));
    }
    return all;
  }

  JsonArray array(String name) {
    if (get(name) instanceof JsonArray array) {
      return array;
    }
    throw error("%s is %s where a list belongs", name, get(name));
  }

  long[] extents(String name) {
    JsonArray array = array(name);
    long[] extents = new long[array.size()];
    for (int d = 0; d < extents.length; d++) {
      extents[d] = whole(name, array.get(d), Long.MAX_VALUE / 2);
    }
    return extents;
  }

  int[] smallExtents(String name) {
    JsonArray array = array(name);
    int[] extents = new int[array.size()];
    for (int d = 0; d < extents.length; d++) {
      extents[d] = (int) whole(name, array.get(d), Integer.MAX_VALUE);
    }
    return extents;
  }

  private long whole(String name, JsonElement value, long most) {
    BigDecimal number = number(name, value);
    try {
      long whole = number.longValueExact();
      if (whole >= 0 && whole <= most) {
        return whole;
      }
    } catch (ArithmeticException e) {
      // a fraction or beyond 64 bits
    }
    throw error("%s has the number %s; accepted is a whole number from 0 to %d", name, value, most);
  }

  double[] numbers(String name) {
    JsonArray array = array(name);
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(name, array.get(i)).doubleValue();
    }
    return numbers;
  }

  private BigDecimal number(String name, JsonElement value) {
    if (value instanceof JsonPrimitive number && number.isNumber()) {
      try {
        BigDecimal decimal = number.getAsBigDecimal();
        if (Math.abs((long) decimal.precision() - decimal.scale()) < 1000) {
          return decimal;
        }
      } catch (NumberFormatException e) {
        // NaN or an infinity
      }
    }
    throw error("%s has %s where a number belongs", name, value);
  }
}
