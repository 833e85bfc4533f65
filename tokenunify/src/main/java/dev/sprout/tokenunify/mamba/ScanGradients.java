package dev.sprout.tokenunify.mamba;

/**
 * Gradients of a loss with respect to what a scan read, in the shapes of {@link ScanArrays}.
 *
 * @param u // [batch, channels, length]
 * @param delta // [batch, channels, length]
 * @param a // [channels, states]
 * @param b // [batch, states, length]
 * @param c // [batch, states, length]
 * @param d // [channels]
 */
public record ScanGradients(
    float[] u, float[] delta, float[] a, float[] b, float[] c, float[] d) {}
