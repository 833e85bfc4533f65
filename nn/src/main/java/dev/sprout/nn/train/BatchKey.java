package dev.sprout.nn.train;

import dev.sprout.core.RandomStream;

/**
 * Which data a loss is of; the same draw always means the same data.
 *
 * @param step number of the optimiser's step, from 1
 * @param batch number of the batch in the whole run, from 1; a step takes one or several
 * @param random the batch's own stream
 */
public record BatchKey(long step, long batch, RandomStream random) {}
