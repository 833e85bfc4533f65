/** Scores of models between pictures and words: captions, prompts, image ids, classes. */
package dev.sprout.evaluation.words;
