/**
 * Training of each part of a model from pictures or volumes: a {@link dev.sprout.recipes.Recipe}
 * for each, run by {@link dev.sprout.recipes.RecipeRunner}.
 */
package dev.sprout.recipes;
