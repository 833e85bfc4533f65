package dev.sprout.xar.sampling;

import ai.djl.ndarray.NDArray;

/**
 * Latents of a given picture with the mask of known ones.
 *
 * @param latents scaled latents, [B, z, H, W]
 * @param known 1 where latents are kept, 0 where they are sampled, [B, z, H, W]
 * @param strength noise time that sampling starts from, above 0, up to 1; at 1 sampled latents keep
 *     nothing of the picture
 */
public record InpaintMask(NDArray latents, NDArray known, double strength) {}
