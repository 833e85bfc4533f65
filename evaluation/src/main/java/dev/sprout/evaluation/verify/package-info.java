/** Comparison of recomputed scores with recorded ones. */
package dev.sprout.evaluation.verify;
