/**
 * WebP pictures: the container, lossy pictures (a VP8 key frame, RFC 6386) and lossless ones (the
 * WebP lossless bitstream specification). Nothing is read behind the end of a chunk, and memory
 * grows with the number of pixels only, which the caller checks first.
 */
package dev.sprout.pictures.webp;
