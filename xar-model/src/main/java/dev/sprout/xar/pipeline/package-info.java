/** Pipeline from conditions to pictures: sampling of latents, then decoding. */
package dev.sprout.xar.pipeline;
