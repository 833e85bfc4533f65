package dev.sprout.xar.sampling;

import ai.djl.ndarray.NDArray;

/**
 * Latents of a given picture and which of them drawing keeps.
 *
 * @param latents scaled, [B, z, H, W]
 * @param known 1 where latents stay as they are and 0 where they are drawn, shaped like {@code
 *     latents}
 * @param strength the time at which drawing begins, above 0, up to 1: at 1 what is drawn owes
 *     nothing to the given picture but its surroundings
 */
public record InpaintMask(NDArray latents, NDArray known, double strength) {}
