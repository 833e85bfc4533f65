package dev.sprout.xar.entity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How a grid of tokens becomes a sequence of entities: which positions belong to which entity in
 * which order, and of which tokens of the grid each position is the average (of one, except where
 * entities are coarser maps). Immutable and thread-safe.
 *
 * <p>B pictures, G tokens of the grid in raster order, N positions of the sequence, C channels.
 */
public final class EntityLayout {
  private final int columns;
  private final int[] begins;
  private final int[][] sources;
  private final int[] places;

  /**
   * A layout.
   *
   * @param entities of each entity its positions, of each position the tokens that it averages;
   *     every token of the grid is somewhere alone
   */
  EntityLayout(int rows, int columns, List<int[][]> entities) {
    this.columns = columns;
    this.begins = new int[entities.size() + 1];
    for (int i = 0; i < entities.size(); i++) {
      begins[i + 1] = begins[i] + entities.get(i).length;
    }
    this.sources = entities.stream().flatMap(Stream::of).toArray(int[][]::new);
    this.places = new int[rows * columns];
    Arrays.fill(places, -1);
    for (int position = 0; position < sources.length; position++) {
      if (sources[position].length == 1) {
        places[sources[position][0]] = position;
      }
    }
    if (Arrays.stream(places).anyMatch(place -> place < 0)) {
      throw new IllegalArgumentException("a token of the grid is in no entity");
    }
  }

  /** Number of entities, E. */
  public int entities() {
    return begins.length - 1;
  }

  /** Positions of all entities, N. */
  public int positions() {
    return sources.length;
  }

  /** First position of an entity; {@code begin(entities())} is N. */
  public int begin(int entity) {
    return begins[entity];
  }

  /** Positions of one entity. */
  public int size(int entity) {
    return begins[entity + 1] - begins[entity];
  }

  /** Positions of each entity, [E]. */
  public long[] sizes() {
    return IntStream.range(0, entities()).mapToLong(this::size).toArray();
  }

  /** Whether all entities have the same number of positions. */
  public boolean isUniform() {
    return Arrays.stream(sizes()).allMatch(size -> size == size(0));
  }

  /** Grid row of a position; the mean of the rows that it averages. */
  public double row(int position) {
    return Arrays.stream(sources[position]).map(token -> token / columns).average().orElseThrow();
  }

  /** Grid column of a position; the mean of the columns that it averages. */
  public double column(int position) {
    return Arrays.stream(sources[position]).map(token -> token % columns).average().orElseThrow();
  }

  /** Block-causal mask [N, N], row by row: 0 where a position sees another, else −∞. */
  public float[] mask() {
    int n = positions();
    float[] mask = new float[n * n];
    for (int entity = 0; entity < entities(); entity++) {
      for (int query = begins[entity]; query < begins[entity + 1]; query++) {
        Arrays.fill(mask, query * n + begins[entity + 1], (query + 1) * n, Float.NEGATIVE_INFINITY);
      }
    }
    return mask;
  }

  /**
   * Mask [2N, 2N] over clean positions followed by noisy ones: the clean see clean ones as in
   * {@link #mask}; the noisy see their own entity and the clean entities before it.
   */
  public float[] teacherMask() {
    int n = positions();
    float[] mask = new float[4 * n * n];
    Arrays.fill(mask, Float.NEGATIVE_INFINITY);
    for (int entity = 0; entity < entities(); entity++) {
      int begin = begins[entity];
      int end = begins[entity + 1];
      for (int position = begin; position < end; position++) {
        int clean = position * 2 * n;
        Arrays.fill(mask, clean, clean + end, 0);
        int noisy = (n + position) * 2 * n;
        Arrays.fill(mask, noisy, noisy + begin, 0);
        Arrays.fill(mask, noisy + n + begin, noisy + n + end, 0);
      }
    }
    return mask;
  }

  /** A number of each entity at all of its positions, [B, E] → [B, N, 1]. */
  public NDArray spread(NDArray perEntity) {
    int[] owners =
        IntStream.range(0, entities())
            .flatMap(entity -> IntStream.generate(() -> entity).limit(size(entity)))
            .toArray();
    return select(perEntity, owners).expandDims(2);
  }

  /** A map of tokens as entities, [B, G, C] → [B, N, C]. */
  public NDArray sequence(NDArray grid) {
    boolean ordered = Arrays.stream(sources).allMatch(tokens -> tokens.length == 1);
    return ordered
        ? select(grid, Arrays.stream(sources).mapToInt(tokens -> tokens[0]).toArray())
        : averages(grid).matMul(grid);
  }

  /**
   * The map that the first entities make up, [B, M, C] → [B, G, C]: of several that cover a token
   * the last one counts, and what none covers is zero.
   *
   * @param sequence of all entities, M = N, or of the first ones
   */
  public NDArray grid(NDArray sequence) {
    long known = sequence.getShape().get(1);
    if (known == positions()) {
      return select(sequence, places);
    }
    int[] found = new int[places.length];
    Arrays.fill(found, (int) known); // a row of zeros, put behind the sequence
    for (int position = 0; position < known; position++) {
      for (int token : sources[position]) {
        found[token] = position;
      }
    }
    NDArray zeros = sequence.get(":, 0:1").zerosLike();
    return select(sequence.concat(zeros, 1), found);
  }

  private static NDArray select(NDArray x, int[] indices) {
    return x.get(new NDIndex(":, {}", x.getManager().create(indices)));
  }

  /** Weights of the tokens in each position, [N, G]. */
  private NDArray averages(NDArray grid) {
    float[] weights = new float[sources.length * places.length];
    for (int position = 0; position < sources.length; position++) {
      for (int token : sources[position]) {
        weights[position * places.length + token] = 1f / sources[position].length;
      }
    }
    return grid.getManager().create(weights, new Shape(sources.length, places.length));
  }
}
