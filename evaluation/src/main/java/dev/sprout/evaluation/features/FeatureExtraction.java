package dev.sprout.evaluation.features;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.evaluation.metrics.FeatureMatrix;
import dev.sprout.pictures.PictureSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Features of all pictures of a source. While one batch is in the network, a few threads decode and
 * resize the next: two prepared batches and the features are in memory, whatever the number of
 * pictures. Results don't depend on the batch size, on threads or on other pictures.
 */
public final class FeatureExtraction {
  /** Pictures a batch, if nothing else is asked for. */
  public static final int USUAL_BATCH = 32;

  private static final int LARGEST_BATCH = 1024;
  private static final int MOST_THREADS = 8;

  private final FeatureExtractor extractor;
  private final int batch;

  /**
   * Creates an extraction.
   *
   * @param batch pictures prepared together, 1 to 1024
   */
  public FeatureExtraction(FeatureExtractor extractor, int batch) {
    Require.between("batch", batch, 1, LARGEST_BATCH);
    this.extractor = extractor;
    this.batch = batch;
  }

  /**
   * Features of all pictures, in the order of the source.
   *
   * @param layers names of the extractor's layers
   * @param progress told after each batch how many pictures are done
   * @return features [N, D] of each layer
   * @throws UserError naming the picture that can't be read, or whose size the protocol doesn't
   *     take; an unknown layer; or features that don't fit into arrays
   */
  public Map<String, FeatureMatrix> run(
      PictureSource source, List<String> layers, IntConsumer progress) {
    Map<String, float[]> values = allocate(source.size(), layers);
    ForkJoinPool pool =
        new ForkJoinPool(Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
    try {
      Future<float[][]> next = prepare(source, 0, pool);
      for (int begin = 0; begin < source.size(); begin += batch) {
        float[][] prepared = joined(next);
        next = prepare(source, begin + batch, pool);
        int first = begin;
        extractor
            .extract(prepared, layers)
            .forEach((layer, rows) -> copy(rows, values.get(layer), first));
        progress.accept(begin + prepared.length);
      }
    } finally {
      pool.shutdownNow();
    }
    Map<String, FeatureMatrix> features = new LinkedHashMap<>();
    values.forEach(
        (name, rows) ->
            features.put(name, new FeatureMatrix(rows, extractor.layer(name).dimensions())));
    return features;
  }

  private Map<String, float[]> allocate(int pictures, List<String> layers) {
    Map<String, float[]> values = new LinkedHashMap<>();
    for (String name : layers) {
      long numbers = (long) pictures * extractor.layer(name).dimensions();
      if (numbers > Integer.MAX_VALUE - 8) { // the longest array
        throw UserError.failure(
            "%d pictures have %d numbers in layer %s; up to %d fit into memory. Take fewer"
                + " pictures, or a layer with fewer dimensions.",
            pictures, numbers, name, Integer.MAX_VALUE - 8);
      }
      values.put(name, new float[(int) numbers]);
    }
    return values;
  }

  private Future<float[][]> prepare(PictureSource source, int begin, ForkJoinPool pool) {
    int end = Math.min(begin + batch, source.size());
    return pool.submit(
        () ->
            IntStream.range(begin, Math.max(begin, end))
                .parallel()
                .mapToObj(i -> extractor.input().prepare(source.picture(i), source.example(i).id()))
                .toArray(float[][]::new));
  }

  private static float[][] joined(Future<float[][]> prepared) {
    try {
      return prepared.get();
    } catch (ExecutionException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof UserError error) {
          throw error;
        }
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw UserError.failure(e, "the extraction of features was interrupted");
    }
  }

  private static void copy(FeatureMatrix rows, float[] values, int first) {
    System.arraycopy(rows.values(), 0, values, first * rows.columns(), rows.values().length);
  }
}
