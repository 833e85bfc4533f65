/** Comparison of recomputed arrays with recorded ones. */
package dev.sprout.nn.verify;
