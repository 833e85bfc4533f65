package dev.sprout.nn.train;

import dev.sprout.core.RandomStream;

/**
 * Identity of a batch: equal keys give equal data.
 *
 * @param step number of the optimiser step, from 1
 * @param batch number of the batch in the run, from 1; a step has one or several
 * @param random random stream of the batch
 */
public record BatchKey(long step, long batch, RandomStream random) {}
