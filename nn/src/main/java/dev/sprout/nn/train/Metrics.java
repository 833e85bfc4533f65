package dev.sprout.nn.train;

import com.google.gson.JsonObject;
import dev.sprout.core.Terminal;
import dev.sprout.core.UserError;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Report of a run: mean metrics as JSON lines, and a progress bar on a terminal. */
final class Metrics implements AutoCloseable {
  private final TrainingOptions options;
  private final int batch;
  private final BufferedWriter lines;
  private final Map<String, Double> sums = new LinkedHashMap<>();
  private ProgressBar bar;
  private long counted;
  private long since;

  Metrics(Path file, TrainingOptions options, int batch) {
    this.options = options;
    this.batch = batch;
    try {
      this.lines =
          Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be written: %s", file, e.getMessage());
    }
  }

  void start(long done) {
    since = System.nanoTime();
    if (Terminal.isInteractive()) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("training")
              .setInitialMax(options.steps())
              .startsFrom(done, Duration.ZERO)
              .build();
    }
  }

  void record(long step, double loss, Map<String, Double> meters) {
    sums.merge("loss", loss, Double::sum);
    meters.forEach((name, value) -> sums.merge(name, value, Double::sum));
    counted++;
    if (step % options.logEvery() == 0 || step == options.steps()) {
      writeLine(step);
    }
    if (bar != null) {
      bar.stepTo(step);
    }
  }

  private void writeLine(long step) {
    double seconds = (System.nanoTime() - since) / 1e9;
    JsonObject line = new JsonObject();
    line.addProperty("step", step);
    sums.forEach((name, sum) -> line.addProperty(name, sum / counted));
    line.addProperty("picturesPerSecond", counted * batch * options.microBatches() / seconds);
    write(line);
    if (bar != null) {
      bar.setExtraMessage(String.format(Locale.ROOT, "loss %.4f", sums.get("loss") / counted));
    }
    sums.clear();
    counted = 0;
    since = System.nanoTime();
  }

  /** Writes figures of a validation, if there are any; its time isn't the training's. */
  void validation(long step, Supplier<Map<String, Double>> figures) {
    long began = System.nanoTime();
    JsonObject scores = new JsonObject();
    figures.get().forEach(scores::addProperty);
    since += System.nanoTime() - began;
    if (!scores.isEmpty()) {
      JsonObject line = new JsonObject();
      line.addProperty("step", step);
      line.add("validation", scores);
      write(line);
    }
  }

  private void write(JsonObject line) {
    try {
      lines.write(line.toString());
      lines.newLine();
      lines.flush();
    } catch (IOException e) {
      throw UserError.failure(e, "metrics can't be written: %s", e.getMessage());
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
    try {
      lines.close();
    } catch (IOException e) {
      throw UserError.failure(e, "metrics can't be written: %s", e.getMessage());
    }
  }
}
