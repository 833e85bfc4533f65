package dev.sprout.recipes;

import dev.sprout.core.UserError;
import java.util.List;

/** All recipes, in the order in which the parts of a model are trained. */
public final class Recipes {
  /** Every recipe. */
  public static final List<Recipe<?>> ALL =
      List.of(
          new AutoencoderRecipe(),
          new XarRecipe(),
          new SeedRecipe(),
          new DetokenizerRecipe(),
          new LanguageRecipe());

  private Recipes() {}

  /** Names of all recipes. */
  public static List<String> names() {
    return ALL.stream().map(Recipe::name).toList();
  }

  /**
   * Recipe by name.
   *
   * @throws UserError listing all names for any other name
   */
  public static Recipe<?> named(String name) {
    for (Recipe<?> recipe : ALL) {
      if (recipe.name().equals(name)) {
        return recipe;
      }
    }
    throw UserError.invalid("network", name, String.join(", ", names()));
  }
}
