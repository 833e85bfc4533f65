package dev.sprout.xar.network;

import dev.sprout.core.UserError;
import dev.sprout.xar.entity.Entity;
import dev.sprout.xar.entity.EntityLayout;

/**
 * Sizes of an xAR network.
 *
 * @param rows latent positions from top to bottom
 * @param columns latent positions from left to right
 * @param channels numbers a latent position
 * @param width D, a multiple of four times {@code heads}
 * @param encoderBlocks blocks before the middle normalisation
 * @param decoderBlocks blocks after it
 * @param heads attention heads
 * @param patch latent positions a side folded into one token; 1 in the released models
 * @param entity what one step draws, as {@link Entity#parse} reads it
 * @param classes labels; one more row of the class table means "no class"
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
    int classes) {

  /** Checks every size. */
  public XarConfig {
    require(rows > 0, "rows", rows, "a whole number from 1");
    require(columns > 0, "columns", columns, "a whole number from 1");
    require(channels > 0, "channels", channels, "a whole number from 1");
    require(heads > 0, "heads", heads, "a whole number from 1");
    require(
        width > 0 && width % (4 * heads) == 0,
        "width",
        width,
        "a multiple of 4·heads = " + 4 * heads + " (rotary pairs of rows and columns)");
    require(encoderBlocks > 0, "encoderBlocks", encoderBlocks, "a whole number from 1");
    require(decoderBlocks > 0, "decoderBlocks", decoderBlocks, "a whole number from 1");
    require(
        patch > 0 && rows % patch == 0 && columns % patch == 0,
        "patch",
        patch,
        "a divisor of rows " + rows + " and columns " + columns);
    Entity.parse(entity).layout(rows / patch, columns / patch);
    require(classes > 0, "classes", classes, "a whole number from 1");
  }

  /** Rows of tokens. */
  public int tokenRows() {
    return rows / patch;
  }

  /** Columns of tokens. */
  public int tokenColumns() {
    return columns / patch;
  }

  /** The entities of the grid of tokens. */
  public EntityLayout layout() {
    return Entity.parse(entity).layout(tokenRows(), tokenColumns());
  }

  /** Numbers a token, C. */
  public int tokenChannels() {
    return channels * patch * patch;
  }

  /** Width of one head. */
  public int headWidth() {
    return width / heads;
  }

  /** Hidden width of the gated MLP, M: two thirds of the usual 4·D. */
  public int hidden() {
    return (int) (width * 4L * 2 / 3);
  }

  /** The row of the class table that means "no class". */
  public int noClass() {
    return classes;
  }

  private static void require(boolean valid, String name, int value, String accepted) {
    if (!valid) {
      throw UserError.failure("xAR %s is %d; accepted is %s", name, value, accepted);
    }
  }
}
