package dev.sprout.recipes;

import dev.sprout.core.UserError;
import dev.sprout.language.PromptFormat;
import dev.sprout.language.TextTokenizer;
import dev.sprout.recipes.Dialogue.Question;
import java.util.Collection;
import java.util.List;

/**
 * Limit of training sequences, checked over all texts before a training begins, so that none stops
 * it later or is cut.
 *
 * @param picture ids of a picture with its marks
 * @param most most ids of a sequence, as many as the network has positions
 */
record SequenceLimit(TextTokenizer words, int picture, int most) {

  /**
   * Checks all sequences of a picture.
   *
   * @param before labels of the picture that is changed into it, or null
   * @throws UserError naming the picture when one is too long
   */
  void check(EmojiExample example, EmojiExample before) {
    Dialogue dialogue = example.dialogue();
    check(example, "captions", 2 + picture + longest(ConceptTexts.captions(example)));
    check(example, "name, keywords or requests", 1 + request(example) + picture);
    for (Question question : dialogue.questions()) {
      int asked = length(PromptFormat.question(question.text())) + length(question.answer());
      check(example, "questions", 2 + picture + asked);
    }
    if (before != null) {
      int turns = 1 + request(before) + picture + longest(dialogue.instructions()) + picture;
      check(example, "instructions", turns);
    }
  }

  private void check(EmojiExample example, String texts, int length) {
    if (length > most) {
      throw UserError.failure(
          "%s: its %s take %d ids with those of pictures, the network has %d positions; shorten"
              + " them",
          example.id(), texts, length, most);
    }
  }

  /** Ids of the longest request, with its style. */
  private int request(EmojiExample example) {
    List<String> requests = ConceptTexts.longestRequests(example);
    return longest(
        example.style().isEmpty()
            ? requests
            : requests.stream().map(text -> PromptFormat.styled(text, example.style())).toList());
  }

  private int longest(Collection<String> texts) {
    return texts.stream().mapToInt(this::length).max().orElse(0);
  }

  private int length(String text) {
    return words.encode(text).length;
  }
}
