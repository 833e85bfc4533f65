/**
 * Feature networks: pictures to vectors, whose distributions are compared by {@code metrics}. A
 * {@link dev.sprout.evaluation.features.FeatureExtractor} is a network with its input protocol;
 * {@link dev.sprout.evaluation.features.FeatureExtraction} walks a picture source through it.
 */
package dev.sprout.evaluation.features;
