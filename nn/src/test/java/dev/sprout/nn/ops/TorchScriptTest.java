package dev.sprout.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TorchScriptTest {
  private static final TorchScript SCRIPT =
      TorchScript.compile(
          """
          # Every kind of argument.
          def combine(self, x : Tensor, parts : List[Tensor], n : int, f : float, b : bool) -> Tensor:
            first, second = parts
            if b:
              x = x * first + second
            return x * n + f

          def typed(self, x : Tensor, dtype : int) -> Tensor:
            return x.to(dtype)

          def both(self, parts : List[Tensor]) -> List[Tensor]:
            return parts

          def add_in_place(self, targets : List[Tensor], x : Tensor) -> Tensor:
            torch._foreach_add_(targets, x)
            return torch.sum(targets[0])
          """);

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void takesEveryKindOfArgument() {
    NDArray[] parts = {array(2), array(5)};
    assertThat(SCRIPT.call("combine", array(3), parts, 10, 0.5, true).getFloat()).isEqualTo(110.5f);
    assertThat(SCRIPT.call("combine", array(3), parts, 10L, 0.5, false).getFloat())
        .isEqualTo(30.5f);
    NDArray narrow = SCRIPT.call("typed", array(1 + 1f / 256), Precision.BF16);
    assertThat(TorchOps.float32(narrow).getFloat()).isEqualTo(1);
    assertThat(SCRIPT.call("typed", narrow, Precision.FP32).getDataType().isFloating()).isTrue();
  }

  @Test
  void gradientsReachTheArraysOfAList() {
    NDArray[] parts = {array(2), array(5)};
    for (NDArray part : parts) {
      part.setRequiresGradient(true);
    }
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(SCRIPT.call("combine", array(3), parts, 10, 0.5, true));
    }
    assertThat(parts[0].getGradient().getFloat()).isEqualTo(30);
    assertThat(parts[1].getGradient().getFloat()).isEqualTo(10);
  }

  @Test
  void updatesInPlaceWithoutGradients() {
    NDArray[] targets = {array(2), array(5)};
    targets[0].setRequiresGradient(true);
    SCRIPT.update("add_in_place", targets, array(1));
    assertThat(targets[0].getFloat()).isEqualTo(3);
    assertThat(targets[1].getFloat()).isEqualTo(6);
  }

  @Test
  void resultsBelongToTheManagerOfTheFirstArray() {
    NDManager owner = manager.newSubManager();
    NDArray own = owner.create(1f);
    assertThat(SCRIPT.call("typed", own, Precision.FP32).getManager()).isSameAs(owner);
    NDList both = SCRIPT.callForList("both", (Object) new NDArray[] {own, array(2)});
    assertThat(both).hasSize(2).allMatch(array -> array.getManager() == owner);
  }

  @Test
  void oneListServesManyThreads() {
    NDArray[] parts = {array(2), array(5)};
    double[] results =
        IntStream.range(0, 4000)
            .parallel()
            .mapToDouble(
                i -> {
                  try (NDManager scope = manager.newSubManager()) {
                    NDArray x = scope.create((float) i);
                    return SCRIPT.call("combine", x, parts, 1, 0.0, true).getFloat();
                  }
                })
            .toArray();
    for (int i = 0; i < results.length; i++) {
      assertThat(results[i]).isEqualTo(2.0 * i + 5);
    }
  }

  @Test
  void wrongArgumentsFail() {
    assertThatThrownBy(
            () -> SCRIPT.call("combine", array(1), new NDArray[] {array(1)}, 1, 1., true))
        .isInstanceOf(EngineException.class);
    assertThatThrownBy(() -> SCRIPT.call("typed", array(1))).isInstanceOf(EngineException.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SCRIPT.call("typed", array(1), "float32"))
        .withMessageContaining("float32");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SCRIPT.call("both", 1))
        .withMessageContaining("needs an array");
  }

  @Test
  void commentsAndConstantsAreForReaders() {
    String source =
        ScriptSource.of(
            """
            # A comment with a SIZE and a "quote".
            SIZE = 128  # measured
            SMALL_SIZE = -0.5

            def f(self, x : Tensor) -> Tensor:
              return x * SIZE + SMALL_SIZE  # [B, SIZE]

            def g(self) -> int:
              return BFLOAT16
            """);
    assertThat(source)
        .isEqualTo(
            """
              def f(self : __torch__.Ops, x : Tensor) -> Tensor:
                return x * 128 + -0.5
              def g(self : __torch__.Ops) -> int:
                return 15
            """);
  }

  @Test
  void aScriptIsIncludedOnce() {
    String include = "#include \"Attention.torchscript\"\n";
    String once = ScriptSource.of(include);
    assertThat(once).contains("def attend(self : __torch__.Ops, ").contains("positions > 128");
    assertThat(ScriptSource.of(include + include)).isEqualTo(once);
  }

  @Test
  void mistakesInScriptsAreRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ScriptSource.of("#include \"Missing.torchscript\""))
        .withMessageContaining("Missing.torchscript");
    assertThatIllegalStateException()
        .isThrownBy(() -> ScriptSource.of("SIZE = 1\nSIZE = 2\n"))
        .withMessageContaining("SIZE is 1 and 2");
    assertThatThrownBy(
            () -> TorchScript.compile("def f(self, x : Tensor) -> Tensor:\n  return x * SIZE\n"))
        .isInstanceOf(EngineException.class);
  }

  private NDArray array(float value) {
    return manager.create(value);
  }
}
