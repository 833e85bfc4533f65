package dev.sprout.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mutated files are accepted or refused in plain words; nothing else happens. */
class FuzzingTest {
  private static final int INPUTS = 2000;

  static List<FuzzTarget> targets() {
    return FuzzTarget.all(Path.of(".."));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void soundFilesAreAcceptedAndMutatedOnesEndInRefusals(FuzzTarget target, @TempDir Path folder) {
    target.sound().forEach(file -> target.read(folder, file));
    Fuzzing fuzzing = new Fuzzing(target, folder).run(INPUTS, 1);
    assertThat(fuzzing.others()).isEmpty();
    assertThat(fuzzing.accepted()).isPositive();
    assertThat(fuzzing.refused()).isPositive();
  }
}
