/**
 * Benchmark of sampling: pictures per second, and floating-point rate against plain matrix
 * products.
 */
package dev.sprout.xar.benchmark;
