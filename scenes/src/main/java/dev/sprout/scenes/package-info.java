/**
 * Scenes composed of emoji pictures: things on a coloured ground, with captions, questions and a
 * judge that knows no model.
 */
package dev.sprout.scenes;
