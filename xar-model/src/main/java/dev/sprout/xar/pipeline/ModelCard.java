package dev.sprout.xar.pipeline;

import dev.sprout.xar.sampling.SamplingOptions;
import java.util.List;

/**
 * What a caller may want to know of a loaded model.
 *
 * @param name what users call it
 * @param description one line
 * @param styles names of its styles
 * @param classes names of its concepts
 * @param imageSize pixels a side
 * @param defaults sampling options that suit it
 * @param hash the first 16 hexadecimal digits of the SHA-256 of its weight files; empty where it
 *     has none
 */
public record ModelCard(
    String name,
    String description,
    List<String> styles,
    List<String> classes,
    int imageSize,
    SamplingOptions defaults,
    String hash) {}
