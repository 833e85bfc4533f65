package dev.sprout.scenes;

import java.util.Optional;

/**
 * Name of a thing in English sentences.
 *
 * @param name name of the concept, such as red apple
 * @param one phrase for one of it: with an article, a red apple, or without, grapes
 * @param many its plural after a number, red apples; empty where it isn't counted
 */
public record Noun(String name, String one, Optional<String> many) {}
