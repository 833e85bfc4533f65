/**
 * Training of the generator by flow matching under Noisy Context Learning (xAR, section 3.2), and
 * of its autoencoder.
 */
package dev.sprout.xar.training;
