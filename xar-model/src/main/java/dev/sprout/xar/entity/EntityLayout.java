package dev.sprout.xar.entity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The sequence of positions in which the network reads a grid of tokens, cut into entities (xAR,
 * section 3). A position holds one token of the grid, or, in entities that are coarser maps of it
 * (scales), the mean of a block of tokens. Immutable and thread-safe.
 *
 * <p>B pictures, G tokens of the grid in raster order, E entities, N positions of the sequence, C
 * channels.
 */
public final class EntityLayout {
  private final int columns;
  private final int[] begins; // first position of each entity, then N
  private final int[][] sources; // tokens of each position
  private final int[] places; // of each token the last position that holds it alone

  /**
   * Creates a layout.
   *
   * @param entities of each entity the positions, of each position the tokens whose mean it holds,
   *     by their raster index; every token of the grid must be the only token of some position
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
      throw new IllegalArgumentException("a token of the grid has no position of its own");
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

  /** Grid row of a position; the mean row of averaged tokens. */
  public double row(int position) {
    return Arrays.stream(sources[position]).map(token -> token / columns).average().orElseThrow();
  }

  /** Grid column of a position; the mean column of averaged tokens. */
  public double column(int position) {
    return Arrays.stream(sources[position]).map(token -> token % columns).average().orElseThrow();
  }

  /** Block-causal attention mask [N, N], row by row: 0 where attention is allowed, else −∞. */
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
   * Attention mask [2N, 2N] over clean positions followed by noisy ones: clean attends to clean as
   * in {@link #mask}; noisy attends to its own entity and the earlier clean ones.
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

  /**
   * One value an entity, such as its time, repeated for each of its positions: [B, E] → [B, N, 1].
   */
  public NDArray spread(NDArray perEntity) {
    int[] owners =
        IntStream.range(0, entities())
            .flatMap(entity -> IntStream.generate(() -> entity).limit(size(entity)))
            .toArray();
    return select(perEntity, owners).expandDims(2);
  }

  /** Sequence of a grid's tokens, [B, G, C] → [B, N, C]. */
  public NDArray sequence(NDArray grid) {
    boolean ordered = Arrays.stream(sources).allMatch(tokens -> tokens.length == 1);
    return ordered
        ? select(grid, Arrays.stream(sources).mapToInt(tokens -> tokens[0]).toArray())
        : averages(grid).matMul(grid);
  }

  /**
   * Grid of the first entities' positions, [B, M, C] → [B, G, C]. A token takes the value of the
   * last position that holds it, alone or in a mean; it is zero while none does.
   *
   * @param sequence positions of all entities, M = N, or of the first ones
   */
  public NDArray grid(NDArray sequence) {
    long known = sequence.getShape().get(1);
    if (known == positions()) {
      return select(sequence, places);
    }
    int[] found = new int[places.length];
    Arrays.fill(found, (int) known); // index of the zeros behind the sequence
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

  /** Matrix that averages the tokens of each position, [N, G]. */
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
