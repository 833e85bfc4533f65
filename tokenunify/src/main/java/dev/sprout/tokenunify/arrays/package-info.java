/** Arrays of any length that needn't lie in Java's memory. */
package dev.sprout.tokenunify.arrays;
