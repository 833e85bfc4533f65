package dev.sprout.recipes;

import dev.sprout.core.UserError;
import java.util.ArrayList;
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
          new LanguageRecipe(),
          new JointRecipe(),
          new PretrainRecipe(),
          new SegmentRecipe());

  private Recipes() {}

  /** Names of all recipes. */
  public static List<String> names() {
    return ALL.stream().map(Recipe::name).distinct().toList();
  }

  /**
   * The recipe of a name that has a single training.
   *
   * @throws UserError listing all names for any other name
   */
  public static Recipe<?> named(String name) {
    return named(name, null);
  }

  /**
   * Recipe by name.
   *
   * @param stage which of the network's trainings; null where it has one
   * @throws UserError listing the names or the stages when there is none
   */
  public static Recipe<?> named(String name, String stage) {
    List<Recipe<?>> named = new ArrayList<>(ALL);
    named.removeIf(recipe -> !recipe.name().equals(name));
    if (named.isEmpty()) {
      throw UserError.invalid("network", name, String.join(", ", names()));
    } else if (stage == null && named.size() == 1) {
      return named.get(0);
    }
    return staged(name, stage, named);
  }

  private static Recipe<?> staged(String name, String stage, List<Recipe<?>> named) {
    for (Recipe<?> recipe : named) {
      if (recipe.stage().equals(stage) && named.size() > 1) {
        return recipe;
      }
    }
    if (named.size() == 1) {
      throw UserError.unusable(
          "stage", "is %s, but %s is trained in one piece; leave it out", stage, name);
    }
    String stages = String.join(", ", named.stream().map(Recipe::stage).toList());
    throw stage == null
        ? UserError.unusable("stage", "is needed for %s; accepted is %s", name, stages)
        : UserError.invalid("stage", stage, stages);
  }
}
