/** Distances between sets of pictures and of their feature vectors, and scores of single ones. */
package dev.sprout.evaluation.metrics;
