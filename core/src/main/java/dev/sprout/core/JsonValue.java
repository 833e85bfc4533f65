package dev.sprout.core;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reader of a record component's value from JSON, of exactly its type and never null. */
final class JsonValue {
  private static final int SHOWN = 60;
  private static final List<Type> INTS = List.of(int.class, Integer.class);
  private static final List<Type> LONGS = List.of(long.class, Long.class);
  private static final List<Type> DOUBLES = List.of(double.class, Double.class);
  private static final List<Type> BOOLEANS = List.of(boolean.class, Boolean.class);

  private JsonValue() {}

  /**
   * Reads a value.
   *
   * @param type a number, boolean, string, enum, record, or list of one of these; or any JSON value
   * @param path path of the value in the file
   * @throws UserError when the value is of another type
   */
  static Object read(JsonElement value, Type type, String path) {
    if (type == JsonElement.class) {
      return value;
    }
    if (type instanceof Class<?> each && each.isRecord()) {
      return new JsonRecord(each, path).read(value);
    } else if (type instanceof ParameterizedType list && value.isJsonArray()) {
      return JsonRecord.list(value.getAsJsonArray(), list.getActualTypeArguments()[0], path);
    }
    Object read = value instanceof JsonPrimitive primitive ? primitive(primitive, type) : null;
    if (read == null) {
      throw UserError.invalid(path, shown(value), accepted(type));
    }
    return read;
  }

  private static Object primitive(JsonPrimitive value, Type type) {
    if (value.isNumber()) {
      return number(value.getAsString(), type);
    } else if (value.isBoolean()) {
      return BOOLEANS.contains(type) ? value.getAsBoolean() : null;
    } else if (type == String.class) {
      return value.getAsString();
    }
    return constants(type).stream()
        .filter(each -> value.getAsString().equals(name(each)) || isOldName(value, each))
        .findFirst()
        .orElse(null);
  }

  private static boolean isOldName(JsonPrimitive value, Enum<?> constant) {
    return value.getAsString().equals(constant.name());
  }

  private static Object number(String text, Type type) {
    try {
      if (DOUBLES.contains(type)) {
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? value : null;
      } else if (INTS.contains(type)) {
        return Math.toIntExact(new BigDecimal(text).longValueExact());
      }
      return LONGS.contains(type) ? new BigDecimal(text).longValueExact() : null;
    } catch (ArithmeticException | NumberFormatException e) {
      return null; // a fraction, or beyond the range
    }
  }

  /** Accepted values of a type, in words. */
  static String accepted(Type type) {
    if (INTS.contains(type) || LONGS.contains(type)) {
      return "a whole number";
    } else if (DOUBLES.contains(type)) {
      return "a number";
    } else if (BOOLEANS.contains(type)) {
      return "true or false";
    } else if (type == String.class) {
      return "a text in quotes";
    } else if (type == JsonElement.class) {
      return "a JSON value";
    } else if (type instanceof ParameterizedType) {
      return "a list [...]";
    } else if (type instanceof Class<?> each && each.isRecord()) {
      return "an object {...}";
    }
    return constants(type).stream().map(JsonValue::name).collect(Collectors.joining(", "));
  }

  /** Spelling of an enum constant, as on the command line. */
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static List<Enum<?>> constants(Type type) {
    Object[] constants = type instanceof Class<?> each ? each.getEnumConstants() : null;
    return constants == null
        ? List.of()
        : Arrays.stream(constants).<Enum<?>>map(each -> (Enum<?>) each).toList();
  }

  /** The value as written, shortened. */
  static String shown(JsonElement value) {
    return shortened(value.toString());
  }

  static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
