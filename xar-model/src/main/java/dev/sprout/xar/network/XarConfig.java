package dev.sprout.xar.network;

import dev.sprout.core.Default;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.xar.entity.Entity;
import dev.sprout.xar.entity.EntityLayout;

/**
 * Sizes of an xAR network.
 *
 * @param rows latent positions from top to bottom
 * @param columns latent positions from left to right
 * @param channels channels of a latent, z
 * @param width width of the network, D, a multiple of four times {@code heads}
 * @param encoderBlocks blocks before the middle normalisation
 * @param decoderBlocks blocks after it
 * @param heads attention heads
 * @param patch latent positions per side folded into one token; 1 in the released models
 * @param entity unit of prediction, as {@link Entity#parse} reads it
 * @param classes number of labels; the class table has one more row, "no class"
 * @param prefix sizes of a prefix of ids, or null without one, as in the released models
 */
public record XarConfig(
    int rows,
    int columns,
    int channels,
    int width,
    int encoderBlocks,
    int decoderBlocks,
    int heads,
    int patch,
    String entity,
    int classes,
    @Default("null") PrefixConfig prefix) {
  private static final int MOST_POSITIONS = 1024;
  private static final int WIDEST = 1 << 16;
  private static final int DEEPEST = 1000;
  private static final int MOST_CLASSES = 1 << 24;

  /** Checks every size. */
  public XarConfig {
    Require.between("rows", rows, 1, MOST_POSITIONS);
    Require.between("columns", columns, 1, MOST_POSITIONS);
    Require.between("channels", channels, 1, WIDEST);
    Require.between("heads", heads, 1, WIDEST / 4);
    Require.between("width", width, 1, WIDEST);
    if (width % (4 * heads) != 0) {
      throw UserError.invalid(
          "width",
          width,
          "a multiple of 4·heads = " + 4 * heads + " (rotary pairs of rows and" + " columns)");
    }
    Require.between("encoderBlocks", encoderBlocks, 1, DEEPEST);
    Require.between("decoderBlocks", decoderBlocks, 1, DEEPEST);
    Require.divisor("patch", patch, "rows", rows);
    Require.divisor("patch", patch, "columns", columns);
    Require.between("classes", classes, 1, MOST_CLASSES);
    Entity.parse(Require.present("entity", entity)).layout(rows / patch, columns / patch);
  }

  /** Sizes of a network without a prefix. */
  public XarConfig(
      int rows,
      int columns,
      int channels,
      int width,
      int encoderBlocks,
      int decoderBlocks,
      int heads,
      int patch,
      String entity,
      int classes) {
    this(
        rows,
        columns,
        channels,
        width,
        encoderBlocks,
        decoderBlocks,
        heads,
        patch,
        entity,
        classes,
        null);
  }

  /** The same sizes with another prefix, or none for null. */
  public XarConfig withPrefix(PrefixConfig other) {
    return new XarConfig(
        rows,
        columns,
        channels,
        width,
        encoderBlocks,
        decoderBlocks,
        heads,
        patch,
        entity,
        classes,
        other);
  }

  /** Positions of the prefix, n; 0 without one. */
  public int prefixPositions() {
    return prefix == null ? 0 : prefix.positions();
  }

  /** Rows of tokens. */
  public int tokenRows() {
    return rows / patch;
  }

  /** Columns of tokens. */
  public int tokenColumns() {
    return columns / patch;
  }

  /** Entities of the token grid. */
  public EntityLayout layout() {
    return Entity.parse(entity).layout(tokenRows(), tokenColumns());
  }

  /** Channels of a token, C. */
  public int tokenChannels() {
    return channels * patch * patch;
  }

  /** Width of one head. */
  public int headWidth() {
    return width / heads;
  }

  /** Blocks of encoder and decoder, K. */
  public int blocks() {
    return encoderBlocks + decoderBlocks;
  }

  /** Modulations of all blocks at one time: gamma, scale and shift of two branches each, 6·D·K. */
  public long modulations() {
    return 6L * width * blocks();
  }

  /** Hidden width of the gated MLP, M: two thirds of the usual 4·D. */
  public int hidden() {
    return (int) (width * 4L * 2 / 3);
  }

  /** Row of the class table for "no class". */
  public int noClass() {
    return classes;
  }
}
