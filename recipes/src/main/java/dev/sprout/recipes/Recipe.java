package dev.sprout.recipes;

import dev.sprout.core.UserError;
import dev.sprout.nn.train.TrainingOptions;
import dev.sprout.nn.train.TrainingTask;
import java.util.List;

/**
 * Recipe of training one kind of network from pictures or volumes: its configuration file, and the
 * training task that follows. Immutable.
 *
 * @param <C> configuration file, a record
 */
public interface Recipe<C extends Record & Recipe.Configuration> {

  /** Common part of all configuration files. */
  interface Configuration {
    /** Options of the run. */
    TrainingOptions training();
  }

  /** Labels that every training picture must have. */
  enum Need {
    /** Nothing. */
    PICTURES,
    /** A concept or a caption. */
    TEXTS,
    /** A concept. */
    CONCEPTS,
    /** EM volumes instead of pictures. */
    VOLUMES;

    private boolean isMet(EmojiExample example) {
      return switch (this) {
        case PICTURES, VOLUMES -> true;
        case TEXTS -> !example.title().isEmpty();
        case CONCEPTS -> example.hasConcept();
      };
    }

    /** Refuses pictures that lack these labels. */
    void check(List<EmojiExample> examples) {
      List<EmojiExample> lacking = examples.stream().filter(example -> !isMet(example)).toList();
      if (!lacking.isEmpty()) {
        throw UserError.failure(
            "%s has no %s, nor have %d more of %d pictures. Name it in the field concept, class or"
                + " label of the pictures' metadata, or by class folders.",
            lacking.get(0).id(),
            this == TEXTS ? "concept and no caption" : "concept",
            lacking.size() - 1,
            examples.size());
      }
    }
  }

  /** Name of the network, as in {@code train NETWORK}. */
  String name();

  /** Which of a network's trainings this is; empty where there is one. */
  default String stage() {
    return "";
  }

  /** Type of the configuration file. */
  Class<C> configuration();

  /** Labels that every picture must have. */
  Need needs();

  /** Whether previews are drawn, every {@code previewEvery} steps. */
  boolean drawsPreviews();

  /**
   * Prepares a training.
   *
   * @param context context of the run, which closes what is opened here
   * @throws dev.sprout.core.UserError when the data or another part of the model doesn't match
   */
  TrainingTask prepare(C configuration, RecipeContext context);
}
