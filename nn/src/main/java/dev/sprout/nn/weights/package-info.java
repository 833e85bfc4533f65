/**
 * Weight files: reading safetensors, PyTorch checkpoints and NumPy arrays from strangers, writing
 * safetensors.
 *
 * <p>Nothing in a file is trusted. Its description is checked against its size before memory is
 * taken, nothing in it is ever run, and whatever breaks a format ends in a {@link
 * dev.sprout.core.UserError} that says where. {@link dev.sprout.nn.weights.WeightFile} is the way
 * in.
 */
package dev.sprout.nn.weights;
