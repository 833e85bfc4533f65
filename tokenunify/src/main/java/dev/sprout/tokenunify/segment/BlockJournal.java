package dev.sprout.tokenunify.segment;

import dev.sprout.core.JsonFile;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.stream.IntStream;

/**
 * Which blocks of a job are finished, in a small file that is replaced as a whole after each block:
 * a job that was killed goes on where it was. A block is reported once its output is on the disk;
 * one that was written but not reported is computed again, to the same bytes. Thread-safe; one
 * process at a time.
 */
public final class BlockJournal {
  private final Path file;
  private final String job;
  private final int blocks;
  private final BitSet finished;

  private BlockJournal(Path file, String job, int blocks, BitSet finished) {
    this.file = file;
    this.job = job;
    this.blocks = blocks;
    this.finished = finished;
  }

  /**
   * What the file holds.
   *
   * @param job everything that the output depends on, or its hash
   * @param blocks number of blocks
   * @param finished a bit a block, the lowest bit of the first byte for block 0, in hexadecimal
   */
  private record State(String job, int blocks, String finished) {}

  /**
   * Opens a job's journal, or begins one where there is no file.
   *
   * @param job everything that the output depends on, or its hash
   * @throws UserError when the file belongs to another job, or is damaged
   */
  public static BlockJournal open(Path file, String job, int blocks) {
    Require.positive("blocks", blocks);
    if (!Files.exists(file)) {
      BlockJournal journal = new BlockJournal(file, job, blocks, new BitSet());
      journal.write();
      return journal;
    }
    State state = JsonFile.read(file, State.class, UserError.Kind.FAILED);
    if (!job.equals(state.job()) || blocks != state.blocks()) {
      throw UserError.failure(
          "%s is the journal of another job: %s in %d blocks, not %s in %d. Finish that one with its"
              + " own settings, or take another output folder.",
          file, state.job(), state.blocks(), job, blocks);
    }
    return new BlockJournal(file, job, blocks, bits(file, state));
  }

  private static BitSet bits(Path file, State state) {
    try {
      BitSet bits = BitSet.valueOf(HexFormat.of().parseHex(state.finished()));
      if (bits.length() <= state.blocks()) {
        return bits;
      }
    } catch (IllegalArgumentException | NullPointerException e) {
      throw damaged(file, e);
    }
    throw damaged(file, null);
  }

  private static UserError damaged(Path file, Exception cause) {
    return UserError.of(
        UserError.Kind.FAILED,
        cause,
        "%s doesn't tell which blocks are finished. Delete it to begin anew.",
        file);
  }

  /** Whether the block's output is there. */
  public synchronized boolean isFinished(int block) {
    return finished.get((int) Require.between("block", block, 0, blocks - 1L));
  }

  /** The blocks that are left, in order. */
  public synchronized int[] unfinished() {
    return IntStream.range(0, blocks).filter(block -> !finished.get(block)).toArray();
  }

  /**
   * Reports a block whose output is on the disk.
   *
   * @throws UserError when the file can't be written; the block counts as unfinished then
   */
  public synchronized void finish(int block) {
    if (!isFinished(block)) {
      finished.set(block);
      try {
        write();
      } catch (UserError e) {
        finished.clear(block);
        throw e;
      }
    }
  }

  private void write() {
    String bits = HexFormat.of().formatHex(finished.toByteArray());
    JsonFile.write(file, new State(job, blocks, bits));
  }
}
