package dev.sprout.tokenunify.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sprout.core.UserError;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongArrayTest {
  private static final int ELEMENTS = 600_000; // more than one page, and than is sorted at once

  @TempDir private Path folder;

  @Test
  void sortedElementsAreFoundInMemoryAndInFiles() {
    Random random = new Random(1);
    long[] counter = {0};
    List<LongSupplier> kinds =
        List.of(random::nextLong, () -> random.nextInt(3), () -> counter[0]++, () -> -counter[0]++);
    for (LongSupplier kind : kinds) {
      for (Storage storage : List.of(Storage.MEMORY, Storage.files(folder))) {
        LongArray array = new LongArray(storage);
        long[] expected = LongStream.generate(kind).limit(ELEMENTS).toArray();
        Arrays.stream(expected).forEach(array::add);
        array.sort();
        Arrays.sort(expected);
        assertThat(LongStream.range(0, array.size()).map(array::get).toArray()).isEqualTo(expected);
        for (int i = 0; i < ELEMENTS; i += 1_000) {
          assertThat(array.get(array.find(expected[i]))).isEqualTo(expected[i]);
        }
        assertThat(array.find(Long.MAX_VALUE)).isEqualTo(-1);
      }
    }
    assertThat(folder).isEmptyDirectory(); // nothing to be left by a killed process
  }

  @Test
  void aFolderThatTakesNoFileIsNamed() {
    Path missing = folder.resolve("missing");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> new LongArray(Storage.files(missing), 1))
        .withMessageContaining(missing + " can't take another 4 MB");
  }
}
