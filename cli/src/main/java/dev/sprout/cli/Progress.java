package dev.sprout.cli;

import dev.sprout.core.Terminal;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress bar on a terminal; silent in a pipe. */
public final class Progress implements AutoCloseable {
  private final ProgressBar bar;

  public Progress(String task, int total) {
    bar =
        Terminal.isInteractive()
            ? new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .clearDisplayOnFinish()
                .build()
            : null;
  }

  /** Moves the bar to the number of finished items. */
  public void stepTo(int done) {
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
