package dev.sprout.xar.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * What pictures shall show: rows of the class table, which are multiplied by their weights and
 * added up. Two classes with weights 1 − w and w are something between them.
 *
 * @param rows int64 [B, L]
 * @param weights float32 [B, L]
 * @param embeddings what is added to the rows, [B, D], or null; pictures that are told by it alone
 *     have weights of 0
 */
public record ClassLabels(NDArray rows, NDArray weights, NDArray embeddings) {

  /** Rows of the class table alone. */
  public ClassLabels(NDArray rows, NDArray weights) {
    this(rows, weights, null);
  }

  /** Rows that count once each. */
  public static ClassLabels of(NDArray rows) {
    return new ClassLabels(
        rows.toType(DataType.INT64, false), rows.getManager().ones(rows.getShape()));
  }

  /**
   * ClassLabels from Java numbers.
   *
   * @param rows of each picture, all of one length
   * @param weights of each picture's rows
   */
  public static ClassLabels create(NDManager manager, long[][] rows, float[][] weights) {
    int width = rows[0].length;
    long[] allRows = new long[rows.length * width];
    float[] allWeights = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, allRows, i * width, width);
      System.arraycopy(weights[i], 0, allWeights, i * width, width);
    }
    Shape shape = new Shape(rows.length, width);
    return new ClassLabels(manager.create(allRows, shape), manager.create(allWeights, shape));
  }

  /** B. */
  public long batch() {
    return rows.getShape().get(0);
  }

  /** The manager that owns the arrays. */
  public NDManager manager() {
    return rows.getManager();
  }

  /**
   * Pictures told by an embedding in the place of their rows.
   *
   * @param embeddings [B, D]
   * @param width rows of a picture where it is told by rows, L
   */
  public static ClassLabels embedded(NDArray embeddings, int width) {
    Shape shape = new Shape(embeddings.getShape().get(0), width);
    NDManager manager = embeddings.getManager();
    return new ClassLabels(manager.zeros(shape, DataType.INT64), manager.zeros(shape), embeddings);
  }

  /** The same weights of one row, "no class" for instance; of embedded pictures, each row once. */
  public ClassLabels all(long row) {
    NDArray all = rows.zerosLike().add(row);
    return embeddings == null
        ? new ClassLabels(all, weights)
        : new ClassLabels(all, weights.onesLike(), embeddings.zerosLike());
  }

  /** These pictures and then others. */
  public ClassLabels followedBy(ClassLabels others) {
    return new ClassLabels(
        rows.concat(others.rows, 0),
        weights.concat(others.weights, 0),
        embeddings == null ? null : embeddings.concat(others.embeddings, 0));
  }

  /** Some of the pictures, owned by a manager. */
  ClassLabels range(NDManager owner, long from, long to) {
    NDIndex index = new NDIndex(from + ":" + to);
    return new ClassLabels(
        rows.get(owner, index),
        weights.get(owner, index),
        embeddings == null ? null : embeddings.get(owner, index));
  }
}
