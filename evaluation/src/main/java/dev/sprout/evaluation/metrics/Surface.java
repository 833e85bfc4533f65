package dev.sprout.evaluation.metrics;

/**
 * Whether a vector exactly on the surface of a ball around another is in it; with whole numbers and
 * with pictures that occur twice that happens.
 */
public enum Surface {
  /** Distance ≤ radius. */
  INCLUDED,
  /** Distance &lt; radius. */
  EXCLUDED
}
