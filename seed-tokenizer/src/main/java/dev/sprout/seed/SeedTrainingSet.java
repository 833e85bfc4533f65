package dev.sprout.seed;

import dev.sprout.pictures.PictureBatches;

/**
 * Training set of a tokenizer.
 *
 * @param pictures all pictures of the source
 * @param trained indices of the training pictures
 * @param texts texts of each picture
 * @param targets generation embedding of each picture
 */
public record SeedTrainingSet(
    PictureBatches pictures, int[] trained, TrainingTexts texts, GenerationTargets targets) {}
