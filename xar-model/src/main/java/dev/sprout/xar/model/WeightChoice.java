package dev.sprout.xar.model;

/** Choice between the weight sets of a training checkpoint; other files hold one set. */
public enum WeightChoice {
  /** Exponential moving averages ({@code model_ema}), the default. */
  AVERAGED,
  /** Last trained weights ({@code model}); refused for files with one set. */
  TRAINED
}
