package dev.sprout.cli;

/** Networks that commands work on. */
enum Network {
  AUTOENCODER,
  XAR,
  SEED,
  DETOKENIZER,
  LANGUAGE;

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
