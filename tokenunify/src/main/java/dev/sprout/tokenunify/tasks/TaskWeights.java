package dev.sprout.tokenunify.tasks;

/**
 * Shares of the three pretraining tasks in the loss (TokenUnify, section 3.2).
 *
 * @param random hidden patches anywhere
 * @param next the patch behind a prefix
 * @param nextAll all patches behind a prefix
 */
public record TaskWeights(double random, double next, double nextAll) {}
