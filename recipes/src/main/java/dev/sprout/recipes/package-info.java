/**
 * How each part of a model is trained from pictures or volumes: a {@link dev.sprout.recipes.Recipe}
 * for each, and one {@link dev.sprout.recipes.RecipeRunner} that carries them out.
 */
package dev.sprout.recipes;
