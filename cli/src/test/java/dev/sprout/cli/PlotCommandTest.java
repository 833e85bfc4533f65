package dev.sprout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.pictures.Picture;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;

  private int run(String... arguments) {
    return SproutCommand.run(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  @BeforeEach
  void record() throws IOException {
    for (String name : new String[] {"a", "b"}) {
      Files.createDirectories(folder.resolve(name));
      Files.writeString(
          folder.resolve(name).resolve("metrics.jsonl"),
          "{\"step\":1,\"loss\":5,\"gradientNorm\":1}\n{\"step\":2,\"loss\":4,\"gradientNorm\":2}\n{\"s");
    }
  }

  @Test
  void runsAreDrawnAsSvgAndPng() throws IOException {
    Path svg = folder.resolve("c.svg");
    String a = folder.resolve("a").toString();
    assertThat(run("plot", a, folder.resolve("b/metrics.jsonl").toString(), "-o", svg.toString()))
        .as(err.toString())
        .isZero();
    assertThat(Files.readString(svg)).contains(">gradientNorm<", ">a<", ">b<");
    assertThat(err.toString()).contains("a: the last line is cut short and left out");
    Path png = folder.resolve("c.png");
    assertThat(run("plot", a, "--meter=loss", "--smoothing=0.5", "-o", png.toString(), "--json"))
        .isZero();
    assertThat(out.toString()).contains("\"cut\": true", "\"loss\"");
    assertThat(Picture.read(png).width()).isEqualTo(1280);
    assertThat(run("plot", a, "-o", png.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("exists; add --force");
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    String a = folder.resolve("a").toString();
    String file = folder.resolve("c.svg").toString();
    assertThat(run("plot", a, "-o", "c.pdf")).isEqualTo(2);
    assertThat(run("plot", a, a, "-o", file)).isEqualTo(2);
    assertThat(run("plot", a, "-o", file, "--meter", "lost")).isEqualTo(2);
    assertThat(run("plot", a, "-o", file, "--smoothing", "1")).isEqualTo(2);
    assertThat(run("plot", folder.toString(), "-o", file)).isEqualTo(1);
    assertThat(err.toString())
        .contains(
            "--output is c.pdf",
            "RUN names one folder twice",
            "--meter is lost; accepted is loss, gradientNorm",
            "--smoothing is 1.0",
            "metrics.jsonl is missing")
        .doesNotContain("\tat ");
  }
}
