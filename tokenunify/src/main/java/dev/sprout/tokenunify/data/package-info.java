/** Blocks to train on: random crops of EM volumes, changed at random. */
package dev.sprout.tokenunify.data;
