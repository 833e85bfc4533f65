package dev.sprout.engine;

/**
 * Caption of a picture.
 *
 * @param text the caption, of words that the model was trained on
 * @param isDoubtful whether the picture is unlike those that the model was trained on, so that the
 *     caption is probably wrong; false also for models that can't tell
 */
public record Caption(String text, boolean isDoubtful) {}
