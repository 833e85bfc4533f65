package dev.sprout.spark;

import java.io.Serializable;

/**
 * What became of a part.
 *
 * @param part its number
 * @param rows its records
 * @param errors how many of them failed
 * @param firstError what is wrong with the first of these, or empty
 */
record PartReport(int part, long rows, long errors, String firstError) implements Serializable {}
