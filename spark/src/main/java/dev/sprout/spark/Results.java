package dev.sprout.spark;

import dev.sprout.core.UserError;
import java.io.Serializable;
import java.util.function.Consumer;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import scala.Function2;
import scala.collection.immutable.Range;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;

/** Results of tasks, told as they come. */
final class Results {
  private Results() {}

  /**
   * Runs all tasks; what is thrown while a result is handled ends them.
   *
   * @param tasks a result each
   * @param handle told each result, one at a time
   * @throws UserError when a task keeps failing
   */
  static <T extends Serializable> void of(
      SparkSession session, JavaRDD<T> tasks, Class<T> type, Consumer<T> handle) {
    Function2<Object, T, BoxedUnit> told =
        (partition, result) -> {
          handle.accept(result);
          return BoxedUnit.UNIT;
        };
    try {
      session
          .sparkContext()
          .runJob(
              tasks.rdd(),
              first(),
              new Range.Exclusive(0, tasks.getNumPartitions(), 1),
              told,
              ClassTag$.MODULE$.<T>apply(type));
    } catch (Exception e) {
      throw causeOf(e);
    }
  }

  @SuppressWarnings("unchecked") // a lambda of both types
  private static <T> Function2<TaskContext, scala.collection.Iterator<T>, T> first() {
    return (Function2<TaskContext, scala.collection.Iterator<T>, T> & Serializable)
        (context, each) -> each.next();
  }

  /** The error that a user can understand, where there is one among the causes. */
  private static RuntimeException causeOf(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UserError error) {
        return error;
      }
    }
    return UserError.failure(e, "the Spark job failed: %s", e.getMessage());
  }
}
