package dev.sprout.tokenunify.inference;

import dev.sprout.core.AtomicFile;
import dev.sprout.core.UserError;
import dev.sprout.tokenunify.labels.LabelMap;
import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.ElementType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What is known of the fragments of each section or block: columns of 64-bit numbers, a file each.
 * Thread-safe.
 */
record FragmentTables(Path folder) {
  /** What is known. */
  enum Column {
    /** Ids as tasks gave them, which know no other task's; rising. */
    STORED,
    /** Pairs of fragments of which the first flows into the second. */
    LINKS,
    /** Final id of each stored one. */
    FINAL,
    /** Segment of each stored one. */
    SEGMENT
  }

  void write(Column column, int unit, long... values) {
    Path file = file(column, unit);
    AtomicFile.makeFolder(file.getParent());
    if (values.length == 0) {
      AtomicFile.write(file, out -> {});
      return;
    }
    byte[] bytes = Block.ofUint64(new Coordinate(1, 1, values.length), values).littleEndian();
    AtomicFile.write(file, out -> out.write(bytes));
  }

  long[] read(Column column, int unit) {
    try {
      byte[] bytes = Files.readAllBytes(file(column, unit));
      int count = bytes.length / Long.BYTES;
      return count == 0
          ? new long[0]
          : new Block(ElementType.UINT64, new Coordinate(1, 1, count), bytes).labels();
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", file(column, unit), AtomicFile.reason(e));
    }
  }

  /** From stored ids of some units, from one to before another, to a column. */
  LabelMap map(Column column, int from, int to) {
    LabelMap map = new LabelMap();
    for (int unit = from; unit < to; unit++) {
      long[] stored = read(Column.STORED, unit);
      long[] targets = read(column, unit);
      for (int i = 0; i < stored.length; i++) {
        map.put(stored[i], targets[i]);
      }
    }
    return map;
  }

  private Path file(Column column, int unit) {
    return folder.resolve(column.name().toLowerCase(Locale.ROOT)).resolve(String.valueOf(unit));
  }
}
