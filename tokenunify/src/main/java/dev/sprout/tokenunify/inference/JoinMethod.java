package dev.sprout.tokenunify.inference;

/** How fragments are joined into neurons. */
public enum JoinMethod {
  /** Agglomeration by the median of an edge's highest affinities: TokenUnify's choice. */
  MEDIAN,
  /** Agglomeration by mean affinity. */
  MEAN,
  /** Agglomeration by a quantile of an edge's affinities. */
  QUANTILE,
  /** Multicut, without a threshold. */
  MULTICUT
}
