package dev.sprout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The Inception network through the command line: recorded features, and time. */
class EvaluationCommandTest {
  private static final Path RECORDED =
      Path.of("../evaluation/src/test/resources/dev/sprout/evaluation/features");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return SproutCommand.run(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  private JsonObject json() {
    JsonObject report = JsonParser.parseString(out.toString()).getAsJsonObject();
    out.getBuffer().setLength(0);
    return report;
  }

  @Test
  void verifyInceptionComparesEveryLayerAtEverySize() {
    String vectors = "--vectors=" + RECORDED.resolve("inception.npz");
    assertThat(run("verify", "inception", vectors, "--json")).as(err.toString()).isZero();
    JsonObject report = json();
    assertThat(report.get("tolerance").getAsDouble()).isEqualTo(1e-3);
    assertThat(report.getAsJsonArray("checks")).hasSize(15);
    for (JsonElement check : report.getAsJsonArray("checks")) {
      double difference = check.getAsJsonObject().get("difference").getAsDouble();
      assertThat(difference).as(check.toString()).isStrictlyBetween(0.0, 1e-4);
    }
  }

  @Test
  void verifyInceptionNamesWhatItCantRead() {
    String other = "--vectors=" + RECORDED.resolve("torchscript/features.npz");
    assertThat(run("verify", "inception", other)).isEqualTo(1);
    assertThat(err.toString()).contains("features.npz holds no pictures with features");
    assertThat(run("verify", "inception", other, "--weights=none.pth")).isEqualTo(1);
    assertThat(err.toString()).contains("none.pth").doesNotContain("\tat ");
  }

  /** Torchvision states 5.71·10⁹ multiplications a picture; a processor's two rates are alike. */
  @Test
  void benchEvaluationMeasuresPicturesAndTheirShareOfTheMatrixRate() {
    assertThat(run("bench", "evaluation", "--pictures=4", "--json")).as(err.toString()).isZero();
    JsonObject measured = json();
    double pictures = measured.get("picturesPerSecond").getAsDouble();
    double operations = measured.get("gigaOperations").getAsDouble();
    assertThat(operations / pictures).isBetween(11.4, 11.5);
    assertThat(operations / measured.get("matrixRate").getAsDouble()).isBetween(0.05, 5.0);
    assertThat(run("bench", "evaluation", "--pictures=0")).isEqualTo(2);
    assertThat(err.toString()).contains("--pictures is 0");
  }
}
