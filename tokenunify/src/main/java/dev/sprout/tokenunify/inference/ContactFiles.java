package dev.sprout.tokenunify.inference;

import dev.sprout.core.AtomicFile;
import dev.sprout.core.UserError;
import dev.sprout.tokenunify.segment.Contacts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Contacts of the sections, a file each: their three numbers and arrays, little-endian. */
record ContactFiles(Path folder) {
  private static final int HEADER = 3 * Integer.BYTES;

  void write(int section, Contacts contacts) {
    int[] sizes = {contacts.ids().length, contacts.counts().length, contacts.affinities().length};
    ByteBuffer bytes = ByteBuffer.allocate(length(sizes)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(sizes);
    bytes.position(HEADER);
    bytes.asLongBuffer().put(contacts.ids());
    skip(bytes, Long.BYTES * sizes[0]);
    bytes.asIntBuffer().put(contacts.ends()).put(contacts.counts());
    skip(bytes, 3 * Integer.BYTES * sizes[1]);
    bytes.asFloatBuffer().put(contacts.affinities());
    AtomicFile.makeFolder(folder);
    AtomicFile.write(file(section), out -> out.write(bytes.array()));
  }

  Contacts read(int section) {
    Path file = file(section);
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      int[] sizes = new int[3];
      bytes.asIntBuffer().get(sizes);
      if (bytes.capacity() != length(sizes)) {
        throw UserError.failure("%s is damaged. Delete the folder %s.", file, folder.getParent());
      }
      long[] ids = new long[sizes[0]];
      int[] ends = new int[2 * sizes[1]];
      int[] counts = new int[sizes[1]];
      float[] affinities = new float[sizes[2]];
      bytes.position(HEADER);
      bytes.asLongBuffer().get(ids);
      skip(bytes, Long.BYTES * sizes[0]);
      bytes.asIntBuffer().get(ends).get(counts);
      skip(bytes, 3 * Integer.BYTES * sizes[1]);
      bytes.asFloatBuffer().get(affinities);
      return new Contacts(ids, ends, counts, affinities);
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", file, AtomicFile.reason(e));
    }
  }

  private static int length(int... sizes) {
    long length =
        HEADER
            + (long) Long.BYTES * sizes[0]
            + 3L * Integer.BYTES * sizes[1]
            + (long) Float.BYTES * sizes[2];
    return Math.toIntExact(length);
  }

  private static void skip(ByteBuffer bytes, int count) {
    bytes.position(bytes.position() + count);
  }

  private Path file(int section) {
    return folder.resolve(String.valueOf(section));
  }
}
