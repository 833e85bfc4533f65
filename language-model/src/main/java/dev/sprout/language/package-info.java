/** A LLaMA-style language model over one vocabulary of text pieces and picture ids. */
package dev.sprout.language;
