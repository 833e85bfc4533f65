package dev.sprout.core;

/** Whether somebody is looking. */
public final class Terminal {
  private Terminal() {}

  /**
   * True when input and output are a terminal, so that progress may be drawn. From JDK 22 on this
   * needs {@code -Djdk.console=java.base}, which the launcher sets.
   */
  @SuppressWarnings("SystemConsoleNull")
  public static boolean isInteractive() {
    return System.console() != null;
  }
}
