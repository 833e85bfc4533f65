/**
 * Units of prediction of xAR (Ren et al., 2025, section 3.1): partitions of a token grid into the
 * steps of an autoregression.
 */
package dev.sprout.xar.entity;
