/**
 * Verification of xAR network and autoencoder against arrays recorded from the released programs.
 */
package dev.sprout.xar.verify;
