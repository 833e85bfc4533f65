package dev.sprout.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.AtomicFile;
import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir private Path folder;

  record Objective(int batch, double rate) {}

  record Pace(long steps, long logEvery) {}

  record Config(String name, Objective objective, Pace training) {}

  private static final Config BEGUN = new Config("a", new Objective(4, 0.5), new Pace(10, 1));

  @Test
  void aSecondTrainingIsRefusedUntilTheFirstEnds() {
    Path run = folder.resolve("deep/run");
    try (RunFolder first = RunFolder.open(run)) {
      assertThat(first.path()).isEqualTo(run);
      assertThatThrownBy(() -> RunFolder.open(run))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("another training is writing to " + run);
    }
    RunFolder.open(run).close();
  }

  @Test
  void leftoversOfAKilledRunAreCleared() throws IOException {
    Path part = AtomicFile.temporary(folder.resolve("xar.safetensors"));
    Path older = folder.resolve(".xar.safetensors.0f8fad5b-d9cb-469f-a165-70867728950e.part");
    Path own = folder.resolve("notes.part");
    Path other = Files.createDirectories(AtomicFile.temporary(own)).resolve("of a conversion");
    for (Path file : new Path[] {part, older, own, other}) {
      Files.writeString(file, "half");
    }
    RunFolder.open(folder).close();
    assertThat(part).doesNotExist();
    assertThat(older).doesNotExist();
    assertThat(own).exists();
    assertThat(other).exists();
  }

  @Test
  void aRunOfDamagedCheckpointsStaysAsItIs() throws IOException {
    Files.createFile(folder.resolve("checkpoint-000000005.safetensors.damaged"));
    try (RunFolder run = RunFolder.open(folder)) {
      assertThatThrownBy(() -> run.begin(BEGUN, true))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("holds only damaged checkpoints; begin in another folder");
    }
    assertThat(folder.resolve(RunFolder.CONFIGURATION)).doesNotExist();
  }

  @Test
  void aRunGoesOnAsItBeganOnly() throws IOException {
    try (RunFolder run = RunFolder.open(folder)) {
      assertThat(run.begin(BEGUN, false)).isFalse();
      assertThat(run.begin(new Config("b", BEGUN.objective(), BEGUN.training()), true)).isFalse();
      assertThat(run.begin(BEGUN, false)).isFalse(); // nothing was trained so far
      Files.createFile(folder.resolve("checkpoint-000000005.safetensors"));
      assertThatThrownBy(() -> run.begin(BEGUN, false)).hasMessageContaining("resume is needed");
      assertThat(run.begin(BEGUN, true)).isTrue();
      Config other = new Config("a", new Objective(4, 0.25), BEGUN.training());
      assertThatThrownBy(() -> run.begin(other, true))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("objective.rate 0.5, the configuration now says 0.25");
      Config longer = new Config("a", BEGUN.objective(), new Pace(20, 5));
      assertThat(run.begin(longer, true)).isTrue();
      Files.delete(folder.resolve(RunFolder.CONFIGURATION));
      assertThat(run.begin(other, true)).isTrue();
    }
  }
}
