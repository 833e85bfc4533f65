package dev.sprout.tokenunify.segment;

import dev.sprout.tokenunify.arrays.Storage;
import dev.sprout.tokenunify.labels.Grid;
import dev.sprout.tokenunify.labels.LabelMap;
import dev.sprout.tokenunify.labels.LongLongMap;
import java.util.Arrays;

/**
 * Fragments that don't depend on how a volume is cut into blocks: the basins of a boundary map
 * under steepest descent. Every voxel flows to its lowest neighbour across a face (of equal ones to
 * that which comes first), and all that flow to one minimum are one fragment, whose id is 1 + the
 * place of the minimum in the volume. Two passes: {@link #add} gives the fragments of each block,
 * in any order, where a voxel that flows out of its block stands for what lies beyond; {@link
 * #resolved} replaces those. Not thread-safe.
 */
public final class Basins {
  /** Voxels that are needed around a block. */
  public static final int HALO = 2;

  private static final int NONE = -1;

  private final Grid volume;
  private final Storage storage;
  private final LongLongMap beyond; // fragment that flows out → the next one

  /** Starts with no block, in Java's memory. */
  public Basins(Grid volume) {
    this(volume, Storage.MEMORY);
  }

  /**
   * Starts with no block.
   *
   * @param storage of what is known of the blocks' faces
   */
  public Basins(Grid volume, Storage storage) {
    this.volume = volume;
    this.storage = storage;
    beyond = new LongLongMap(storage);
  }

  /** A block and the voxels around it that are needed, as far as the volume reaches. */
  public Box surroundings(Box block) {
    block.checkInside(volume);
    return grown(block, HALO);
  }

  private Box grown(Box block, int margin) {
    int z = Math.max(0, block.z() - margin);
    int y = Math.max(0, block.y() - margin);
    int x = Math.max(0, block.x() - margin);
    Grid size = block.size();
    return new Box(
        z,
        y,
        x,
        new Grid(
            Math.min(volume.depth(), block.z() + size.depth() + margin) - z,
            Math.min(volume.height(), block.y() + size.height() + margin) - y,
            Math.min(volume.width(), block.x() + size.width() + margin) - x));
  }

  /**
   * The fragments of one block as far as it is seen.
   *
   * @param boundary finite, of the block's {@link #surroundings}
   * @return ids {@code [D, H, W]}, to be mapped with {@link #resolved}
   */
  public long[] add(Box block, float[] boundary) {
    Box around = surroundings(block);
    around.size().check("boundary", boundary.length, 1);
    int[] flow = flow(around, grown(block, 1), boundary);
    long[] ids = new long[block.size().voxels()];
    int[] last = followed(around, block, flow);
    Cursor cursor = new Cursor(around, block);
    for (int i = 0; i < ids.length; i++) {
      ids[i] = id(around, last[cursor.next()]);
    }
    link(around, block, flow, last);
    return ids;
  }

  /** Where each voxel of a box flows to, or {@link #NONE} from a minimum. */
  private static int[] flow(Box around, Box box, float[] boundary) {
    Grid grid = around.size();
    int[] flow = new int[grid.voxels()];
    Arrays.fill(flow, NONE);
    Cursor cursor = new Cursor(around, box);
    for (int i = box.size().voxels(); i > 0; i--) {
      int voxel = cursor.next();
      int lowest = voxel;
      for (int axis = 0; axis < 3; axis++) {
        int step = cursor.step(axis);
        if (cursor.hasBefore(axis)) {
          lowest = lower(boundary, lowest, voxel - step);
        }
        if (cursor.hasAfter(axis)) {
          lowest = lower(boundary, lowest, voxel + step);
        }
      }
      flow[voxel] = lowest == voxel ? NONE : lowest;
    }
    return flow;
  }

  private static int lower(float[] boundary, int a, int b) {
    return boundary[b] < boundary[a] || (boundary[b] == boundary[a] && b < a) ? b : a;
  }

  /** The last voxel inside the block on the way down from each of its voxels. */
  private static int[] followed(Box around, Box block, int[] flow) {
    int[] last = new int[flow.length];
    Arrays.fill(last, NONE);
    int[] path = new int[flow.length];
    boolean[] inside = inside(around, block);
    Cursor cursor = new Cursor(around, block);
    for (int i = block.size().voxels(); i > 0; i--) {
      int voxel = cursor.next();
      int length = 0;
      while (last[voxel] == NONE && flow[voxel] != NONE && inside[flow[voxel]]) {
        path[length++] = voxel;
        voxel = flow[voxel];
      }
      int end = last[voxel] == NONE ? voxel : last[voxel];
      last[voxel] = end;
      while (length > 0) {
        last[path[--length]] = end;
      }
    }
    return last;
  }

  private static boolean[] inside(Box around, Box block) {
    boolean[] inside = new boolean[around.size().voxels()];
    Cursor cursor = new Cursor(around, block);
    for (int i = block.size().voxels(); i > 0; i--) {
      inside[cursor.next()] = true;
    }
    return inside;
  }

  /** Notes for each voxel beside the block that flows into it where it ends there. */
  private void link(Box around, Box block, int[] flow, int[] last) {
    Cursor cursor = new Cursor(around, grown(block, 1));
    for (int i = grown(block, 1).size().voxels(); i > 0; i--) {
      int voxel = cursor.next();
      if (last[voxel] == NONE && flow[voxel] != NONE && last[flow[voxel]] != NONE) {
        beyond.put(id(around, voxel), id(around, last[flow[voxel]]));
      }
    }
  }

  private long id(Box around, int voxel) {
    Grid grid = around.size();
    int z = around.z() + voxel / grid.sectionVoxels();
    int y = around.y() + voxel / grid.width() % grid.height();
    int x = around.x() + voxel % grid.width();
    return 1 + ((long) z * volume.height() + y) * volume.width() + x;
  }

  /** What is known of fragments that flow out of their blocks: each one, and the next. */
  public long[] links() {
    long[] links = new long[2 * beyond.size()];
    int[] place = {0};
    beyond.forEach(
        (id, next) -> {
          links[place[0]++] = id;
          links[place[0]++] = next;
        });
    return links;
  }

  /** Takes in the {@link #links} of blocks that were added elsewhere. */
  public void link(long... links) {
    for (int i = 0; i < links.length; i += 2) {
      beyond.put(links[i], links[i + 1]);
    }
  }

  /** The final ids of those that blocks gave; after the last block. */
  public LabelMap resolved() {
    LabelMap map = new LabelMap(storage);
    beyond.forEach(
        (id, next) -> {
          long end = next;
          for (long after = next; after != LongLongMap.ABSENT; after = beyond.get(end)) {
            end = after;
          }
          map.put(id, end);
        });
    return map;
  }
}
