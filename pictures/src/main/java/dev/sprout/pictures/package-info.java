/**
 * Pictures as bytes of red, green and blue: file formats, folders and shards, grids, batches, the
 * held-out split.
 */
package dev.sprout.pictures;
