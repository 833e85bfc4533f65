/** Devices, precisions, TorchScript functions and the tensor operations that the engine lacks. */
package dev.sprout.nn.ops;
