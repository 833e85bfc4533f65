/** Segmentation of whole volumes with a trained network, on disk and in bounded memory. */
package dev.sprout.tokenunify.inference;
