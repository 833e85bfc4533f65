package dev.sprout.recipes;

import dev.sprout.core.UserError;
import dev.sprout.nn.train.TrainingOptions;
import dev.sprout.nn.train.TrainingTask;
import dev.sprout.pictures.PictureSource;
import java.util.List;

/**
 * How one kind of network is trained from pictures or volumes: the shape of its configuration file,
 * and the training that follows from one. Immutable.
 *
 * @param <C> the configuration file, a record
 */
public interface Recipe<C extends Record & Recipe.Configuration> {

  /** What all configuration files have. */
  interface Configuration {
    /** How long and how carefully to train. */
    TrainingOptions training();
  }

  /** What must be known of every picture, if pictures are learned from. */
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

    /** Refuses a source with pictures of which less is known. */
    void check(PictureSource source) {
      List<EmojiExample> lacking =
          EmojiExample.all(source).stream().filter(example -> !isMet(example)).toList();
      if (!lacking.isEmpty()) {
        throw UserError.failure(
            "%s has no %s, nor have %d more of %d pictures. Name it in the field concept, class or"
                + " label of the pictures' metadata, or by class folders.",
            lacking.get(0).id(),
            this == TEXTS ? "concept and no caption" : "concept",
            lacking.size() - 1,
            source.size());
      }
    }
  }

  /** What users call the network. */
  String name();

  /** Which of a network's trainings this is; empty where there is one. */
  default String stage() {
    return "";
  }

  /** The configuration file. */
  Class<C> configuration();

  /** What must be known of every picture. */
  Need needs();

  /** Whether pictures are drawn to show the progress; then {@code previewEvery} says when. */
  boolean drawsPreviews();

  /**
   * Prepares a training.
   *
   * @param context of the run; what is opened here is closed with it
   * @throws dev.sprout.core.UserError when the data or another part of the model doesn't fit
   */
  TrainingTask prepare(C configuration, RecipeContext context);
}
