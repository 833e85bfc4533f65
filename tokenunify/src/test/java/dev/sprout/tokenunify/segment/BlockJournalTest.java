package dev.sprout.tokenunify.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sprout.core.UserError;
import dev.sprout.tokenunify.labels.Grid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockJournalTest {
  @TempDir private Path folder;

  private BlockJournal open(int blocks) {
    return BlockJournal.open(folder.resolve("journal.json"), "model 7", blocks);
  }

  @Test
  void goesOnWhereItWas() {
    assertThat(open(20).unfinished()).hasSize(20);
    for (int block : new int[] {3, 19, 0, 8, 3}) { // opened anew for each, as after a kill
      open(20).finish(block);
    }
    BlockJournal journal = open(20);
    assertThat(IntStream.range(0, 20).filter(journal::isFinished)).containsExactly(0, 3, 8, 19);
    assertThat(journal.unfinished()).hasSize(16).doesNotContain(0, 3, 8, 19);
  }

  @Test
  void threadsFinishBlocksTogether() {
    BlockJournal journal = open(64);
    IntStream.range(0, 64).parallel().forEach(journal::finish);
    assertThat(open(64).unfinished()).isEmpty();
  }

  @Test
  void otherJobsAndBlocksAreRefused() {
    open(20);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> open(21))
        .withMessageContaining("another job: model 7 in 20 blocks, not model 7 in 21");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> BlockJournal.open(folder.resolve("journal.json"), "model 8", 20))
        .withMessageContaining("not model 8 in 20");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> open(20).finish(20))
        .withMessageContaining("block is 20; accepted is a whole number from 0 to 19");
  }

  @Test
  void damagedFilesAreRefused() throws IOException {
    Path file = folder.resolve("journal.json");
    for (String bits : new String[] {"\"xy\"", "\"0\"", "null", "\"000010\""}) {
      Files.writeString(file, "{\"job\": \"model 7\", \"blocks\": 20, \"finished\": " + bits + "}");
      assertThatExceptionOfType(UserError.class)
          .isThrownBy(() -> open(20))
          .withMessageContaining("Delete it to begin anew");
    }
    Files.writeString(file, "{\"job\": \"model 7\", ");
    assertThatExceptionOfType(UserError.class).isThrownBy(() -> open(20));
  }

  @Test
  void aBlockThatCannotBeNotedIsUnfinished() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("gone"));
    BlockJournal journal = BlockJournal.open(inner.resolve("journal.json"), "model 7", 2);
    Files.delete(inner.resolve("journal.json"));
    Files.delete(inner);
    assertThatExceptionOfType(UserError.class).isThrownBy(() -> journal.finish(1));
    assertThat(journal.isFinished(1)).isFalse();
  }

  @Test
  void blocksCoverTheVolumeOnce() {
    Grid volume = new Grid(5, 7, 9);
    BlockGrid grid = new BlockGrid(volume, new Grid(2, 3, 4));
    assertThat(grid.blocks()).isEqualTo(3 * 3 * 3);
    int[] covered = new int[volume.voxels()];
    for (int block = 0; block < grid.blocks(); block++) {
      Box box = grid.box(block);
      Cursor cursor = new Cursor(Box.all(volume), box);
      for (int i = 0; i < box.size().voxels(); i++) {
        covered[cursor.next()]++;
      }
    }
    assertThat(covered).containsOnly(1);
    assertThat(grid.box(26)).isEqualTo(new Box(4, 6, 8, new Grid(1, 1, 1)));
  }
}
