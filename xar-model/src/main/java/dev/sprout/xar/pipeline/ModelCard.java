package dev.sprout.xar.pipeline;

import dev.sprout.xar.sampling.SamplingOptions;
import java.util.List;

/**
 * Description of a loaded model. Immutable.
 *
 * @param name name of the model
 * @param description description in one line
 * @param styles names of all styles
 * @param classes names of all concepts
 * @param imageSize pixels per side of a picture
 * @param defaults default sampling options
 * @param prefix ids of the prefix that the generator takes; 0 without one
 * @param hash first 16 hexadecimal digits of the SHA-256 of the weight files; empty without files
 */
public record ModelCard(
    String name,
    String description,
    List<String> styles,
    List<String> classes,
    int imageSize,
    SamplingOptions defaults,
    int prefix,
    String hash) {}
