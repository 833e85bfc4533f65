/** Processor time, and the machine's own rate that networks are measured against. */
package dev.sprout.nn.benchmark;
