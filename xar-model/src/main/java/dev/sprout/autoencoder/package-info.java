/**
 * KL autoencoder between pictures and latents (Rombach et al., 2022, section 3.1), with the
 * architecture of MAR's KL-16 checkpoints.
 */
package dev.sprout.autoencoder;
