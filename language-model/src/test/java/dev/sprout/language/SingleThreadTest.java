package dev.sprout.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SingleThreadTest {
  private NDManager manager;
  private int before;

  @BeforeEach
  void threeThreads() {
    manager = NDManager.newBaseManager(); // loads the library
    before = JniUtils.getNumThreads();
    JniUtils.setNumThreads(3);
  }

  @AfterEach
  void restore() {
    JniUtils.setNumThreads(before);
    manager.close();
  }

  @Test
  void smallNetworksComputeOnOneThreadAndOnlyMeanwhile() {
    assertThat(SingleThread.compute(3_000_000, JniUtils::getNumThreads)).isEqualTo(1);
    assertThat(JniUtils.getNumThreads()).isEqualTo(3);
    assertThatThrownBy(() -> SingleThread.compute(1, () -> Integer.valueOf("x")))
        .isInstanceOf(NumberFormatException.class);
    assertThat(JniUtils.getNumThreads()).isEqualTo(3);
  }

  @Test
  void largeNetworksKeepAllThreads() {
    assertThat(SingleThread.compute(7_000_000_000L, JniUtils::getNumThreads)).isEqualTo(3);
  }

  @Test
  void otherThreadsComputeAsBefore() {
    ExecutorService older = Executors.newSingleThreadExecutor();
    ExecutorService newer = Executors.newSingleThreadExecutor();
    try {
      assertThat(threads(older)).isEqualTo(3);
      List<Integer> meanwhile =
          SingleThread.compute(
              3_000_000, () -> List.of(threads(older), threads(newer), JniUtils.getNumThreads()));
      assertThat(meanwhile).containsExactly(3, 3, 1);
    } finally {
      older.shutdown();
      newer.shutdown();
    }
  }

  private static int threads(ExecutorService executor) {
    return CompletableFuture.supplyAsync(JniUtils::getNumThreads, executor).join();
  }
}
