package dev.sprout.cli;

import java.util.Locale;

/** A progress bar for each stage of a work, one after the other. */
public final class StageProgress implements AutoCloseable {
  private Enum<?> stage;
  private Progress bar;

  /** Moves the bar of a stage, and ends that of the stage before. */
  public void at(Enum<?> now, int done, int total) {
    if (stage != now) {
      close();
      stage = now;
      bar = new Progress(now.name().toLowerCase(Locale.ROOT), total);
    }
    bar.stepTo(done);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
