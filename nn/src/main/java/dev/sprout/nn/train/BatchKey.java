package dev.sprout.nn.train;

import dev.sprout.core.RandomStream;

/**
 * Which data a batch consists of: equal keys mean equal data.
 *
 * @param step number of the optimiser's step, from 1
 * @param batch number of the batch in the whole run, from 1; a step has one or several
 * @param random the batch's own stream
 */
public record BatchKey(long step, long batch, RandomStream random) {}
