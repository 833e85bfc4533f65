package dev.sprout.cli;

import dev.sprout.xar.pipeline.LabelSet;

/**
 * Something to draw.
 *
 * @param prompt as it was asked for, or null where a class was named
 * @param labels what the model is told
 */
record Subject(String prompt, LabelSet labels) {}
