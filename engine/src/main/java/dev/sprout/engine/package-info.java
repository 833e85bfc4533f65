/** Tokenizer, language model and generator as one: pictures to words and words to pictures. */
package dev.sprout.engine;
