package dev.sprout.xar.model;

/** Which weights of a training checkpoint are taken; other files hold one set. */
public enum WeightChoice {
  /** The exponential moving averages where a checkpoint has them ({@code model_ema}). */
  AVERAGED,
  /** The weights as trained last ({@code model}); refused where a file holds no second set. */
  TRAINED
}
