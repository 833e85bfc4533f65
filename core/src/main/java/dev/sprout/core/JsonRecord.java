package dev.sprout.core;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.annotations.SerializedName;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reader of a record from a JSON object whose keys are the record's components. Key {@code why}, a
 * text for human readers, is ignored.
 */
final class JsonRecord {
  private static final String WHY = "why";

  private final Class<?> type;
  private final String path;
  private final Map<String, RecordComponent> keys = new LinkedHashMap<>();

  /**
   * Creates the reader of one type of record.
   *
   * @param path path of the object in its file, empty for the root
   */
  JsonRecord(Class<?> type, String path) {
    this.type = type;
    this.path = path;
    for (RecordComponent component : type.getRecordComponents()) {
      names(component).forEach(name -> keys.put(name, component));
    }
  }

  /** Spellings of a key: the current one first, then older ones. */
  private static List<String> names(RecordComponent component) {
    SerializedName given = component.getAccessor().getAnnotation(SerializedName.class);
    List<String> names = new ArrayList<>();
    names.add(given == null ? component.getName() : given.value());
    if (given != null) {
      names.addAll(List.of(given.alternate()));
    }
    return names;
  }

  /**
   * Reads the record.
   *
   * @throws UserError naming the path of a key that is missing, unknown, of another type, or
   *     refused
   */
  Object read(JsonElement element) {
    if (!element.isJsonObject()) {
      throw UserError.invalid(
          path.isEmpty() ? "the file" : path,
          JsonValue.shown(element),
          "an object {...} with " + String.join(", ", current()));
    }
    JsonObject object = element.getAsJsonObject();
    object.keySet().forEach(key -> checkKey(key, object));
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      values.add(component(component, object));
    }
    return construct(values);
  }

  private Object component(RecordComponent component, JsonObject object) {
    List<String> given = names(component).stream().filter(object::has).toList();
    if (given.size() > 1) {
      throw UserError.badRequest(
          "%s and %s are the same; leave one", inside(given.get(0)), inside(given.get(1)));
    }
    Default absent = component.getAnnotation(Default.class);
    if (given.isEmpty() && absent == null) {
      throw UserError.unusable(
          inside(names(component).get(0)),
          "is missing; accepted is %s",
          JsonValue.accepted(component.getGenericType()));
    } else if (given.isEmpty()) {
      JsonElement value = JsonTree.parse(absent.value());
      return value.isJsonNull() ? null : value(component, names(component).get(0), value);
    }
    return value(component, given.get(0), object.get(given.get(0)));
  }

  private Object value(RecordComponent component, String name, JsonElement value) {
    return JsonValue.read(value, component.getGenericType(), inside(name));
  }

  private void checkKey(String key, JsonObject object) {
    if (keys.containsKey(key)) {
      return;
    }
    if (!key.equals(WHY)) {
      String nearest = EditDistance.nearest(key, current());
      throw UserError.unusable(
          inside(JsonValue.shortened(key)),
          "is not known%s; accepted are %s",
          nearest == null ? "" : ", did you mean " + nearest + "?",
          String.join(", ", current()));
    }
    JsonValue.read(object.get(WHY), String.class, inside(WHY));
  }

  private Set<String> current() {
    Set<String> names = new LinkedHashSet<>();
    Arrays.stream(type.getRecordComponents()).forEach(each -> names.add(names(each).get(0)));
    return names;
  }

  private Object construct(List<Object> values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof UserError refusal) {
        if (path.isEmpty()) {
          throw refusal;
        }
        throw UserError.of(refusal.kind(), refusal, "%s", refused(refusal));
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private String refused(UserError refusal) {
    return path + (refusal.field().isPresent() ? "." : ": ") + refusal.getMessage();
  }

  private String inside(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Reads a list without null elements. */
  static List<Object> list(JsonArray array, Type element, String path) {
    List<Object> values = new ArrayList<>();
    for (JsonElement each : array) {
      values.add(JsonValue.read(each, element, path + "[" + values.size() + "]"));
    }
    return List.copyOf(values);
  }
}
