/**
 * Sampling of latents entity by entity (xAR, section 3.3), with classifier-free guidance and
 * inpainting.
 */
package dev.sprout.xar.sampling;
