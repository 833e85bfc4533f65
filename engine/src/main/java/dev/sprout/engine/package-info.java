/**
 * Inference with tokenizer, language model and generator: pictures to text and text to pictures.
 */
package dev.sprout.engine;
