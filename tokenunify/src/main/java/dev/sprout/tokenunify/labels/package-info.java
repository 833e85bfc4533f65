/** Labels of voxels: 64-bit numbers, counted, numbered and joined. */
package dev.sprout.tokenunify.labels;
