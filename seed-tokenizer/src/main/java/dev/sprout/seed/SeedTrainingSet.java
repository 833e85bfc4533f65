package dev.sprout.seed;

import dev.sprout.pictures.PictureBatches;

/**
 * What a tokenizer learns from.
 *
 * @param pictures all pictures of a source
 * @param trained indices of those to learn from; the others are never drawn
 * @param texts of the pictures
 * @param targets what a generator draws each picture from
 */
public record SeedTrainingSet(
    PictureBatches pictures, int[] trained, TrainingTexts texts, GenerationTargets targets) {}
