/** Named, initialised and loaded weights of a network. */
package dev.sprout.nn.model;
