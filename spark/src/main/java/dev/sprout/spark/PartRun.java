package dev.sprout.spark;

import dev.sprout.core.UserError;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * Computation of the parts of a job that are not finished yet, one task each. A record that fails
 * is a row with its error; more than the accepted number of them end the job, whose finished parts
 * stay. For one thread.
 */
final class PartRun {
  private final SparkSession session;
  private final JobFolder folder;
  private final int partSize;
  private final long maxErrors;
  private long done;
  private long errors;

  /**
   * Creates a run.
   *
   * @param partSize records of a part
   * @param maxErrors accepted number of records that fail, in all parts together
   */
  PartRun(SparkSession session, JobFolder folder, int partSize, long maxErrors) {
    this.session = session;
    this.folder = folder;
    this.partSize = partSize;
    this.maxErrors = maxErrors;
  }

  /** Counts of a job's records, with those of parts that were finished before. */
  record Summary(long records, long errors, int parts, int finishedBefore) {}

  /**
   * Computes what is missing.
   *
   * @param progress told the number of finished records after each part
   * @throws UserError when too many records fail, or none can be worked on
   */
  <T> Summary run(Numbered<T> input, PartWork<T> work, LongConsumer progress) {
    BitSet finished = folder.finished();
    int parts = PartPlan.parts(input.count(), partSize);
    finished.clear(parts, Math.max(parts, finished.length()));
    count(finished, input.count());
    PartPlan plan = PartPlan.of(input.count(), partSize, finished);
    if (plan.numPartitions() > 0) {
      Results.of(
          session,
          reports(input, plan, work),
          PartReport.class,
          report -> {
            add(report);
            progress.accept(done);
          });
    }
    folder.finish();
    return new Summary(input.count(), errors, parts, finished.cardinality());
  }

  /** Counts records and errors of the parts that were finished before. */
  private void count(BitSet finished, long count) {
    if (!finished.isEmpty()) {
      String[] files = finished.stream().mapToObj(folder::rows).toArray(String[]::new);
      errors = session.read().parquet(files).where(PartRows.ERROR + " is not null").count();
      done = finished.stream().mapToLong(part -> Math.min(partSize, count - firstOf(part))).sum();
      requireFew("among parts that were finished before");
    }
  }

  private long firstOf(int part) {
    return (long) part * partSize;
  }

  private <T> JavaRDD<PartReport> reports(Numbered<T> input, PartPlan plan, PartWork<T> work) {
    PartTask<T> task = new PartTask<>(plan, partSize, folder, work);
    return input
        .records()
        .filter(record -> plan.isPlanned(record._1))
        .repartitionAndSortWithinPartitions(plan)
        .mapPartitionsWithIndex(task::run, false);
  }

  /** Work of one task. */
  private record PartTask<T>(PartPlan plan, int partSize, JobFolder folder, PartWork<T> work)
      implements Serializable {

    Iterator<PartReport> run(int partition, Iterator<Tuple2<Long, T>> records) {
      int part = plan.part(partition);
      MessageType schema = MessageTypeParser.parseMessageType(work.schema());
      PartRows rows = new PartRows(schema);
      List<T> values = new ArrayList<>();
      records.forEachRemaining(record -> values.add(record._2));
      work.work(part, (long) part * partSize, values, rows);
      if (rows.rows().size() != values.size()) {
        throw new IllegalStateException(
            "part %d has %d records and %d rows"
                .formatted(part, values.size(), rows.rows().size()));
      }
      folder.writeRows(part, schema, rows.rows());
      return List.of(rows.report(part)).iterator();
    }
  }

  private void add(PartReport report) {
    done += report.rows();
    errors += report.errors();
    requireFew(report.firstError());
  }

  private void requireFew(String where) {
    if (errors > maxErrors) {
      throw UserError.failure(
          "%d records failed, more than --max-errors %d: %s. Finished parts stay; with a larger"
              + " number the job goes on.",
          errors, maxErrors, where);
    }
  }
}
