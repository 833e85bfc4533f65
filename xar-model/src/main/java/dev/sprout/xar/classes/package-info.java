/** Class embeddings of a generator, and the lookup of classes by prompt. */
package dev.sprout.xar.classes;
