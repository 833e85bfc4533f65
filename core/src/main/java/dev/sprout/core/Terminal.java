package dev.sprout.core;

/** Detection of an interactive terminal. */
public final class Terminal {
  private Terminal() {}

  /**
   * Whether input and output are a terminal, on which progress bars are drawn. From JDK 22 on this
   * needs {@code -Djdk.console=java.base}, which the launcher sets.
   */
  @SuppressWarnings("SystemConsoleNull")
  public static boolean isInteractive() {
    return System.console() != null;
  }
}
