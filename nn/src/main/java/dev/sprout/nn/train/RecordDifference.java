package dev.sprout.nn.train;

import java.lang.reflect.RecordComponent;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Difference between two records of one type.
 *
 * @param path path of the component, such as {@code training.optimiser.beta1}
 * @param first value in the first record, or "nothing"
 * @param second value in the second record, or "nothing"
 */
record RecordDifference(String path, Object first, Object second) {

  /** First difference in component order outside given paths, or empty. */
  static Optional<RecordDifference> first(Record first, Record second, Set<String> passedOver) {
    return first("", first, second, passedOver);
  }

  private static Optional<RecordDifference> first(
      String prefix, Record first, Record second, Set<String> passedOver) {
    for (RecordComponent component : first.getClass().getRecordComponents()) {
      String path = prefix + component.getName();
      Object a = value(component, first);
      Object b = value(component, second);
      Optional<RecordDifference> difference =
          passedOver.contains(path) ? Optional.empty() : between(path, a, b, passedOver);
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Optional<RecordDifference> between(
      String path, Object a, Object b, Set<String> passedOver) {
    if (a instanceof Record first && b instanceof Record second) {
      return first(path + ".", first, second, passedOver);
    }
    return Objects.equals(a, b)
        ? Optional.empty()
        : Optional.of(new RecordDifference(path, shown(a), shown(b)));
  }

  private static Object shown(Object value) {
    return value == null ? "nothing" : value;
  }

  private static Object value(RecordComponent component, Record record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
