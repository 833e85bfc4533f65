package dev.sprout.recipes;

import dev.sprout.core.UserError;
import dev.sprout.pictures.Example;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What people say around a picture, beside its names and captions. Immutable.
 *
 * @param requests texts that ask for it but say less than captions do: the list {@code requests}
 * @param questions questions about it: the lists {@code questions} and {@code answers}
 * @param before id of the picture that is changed into this one: the field {@code before}; empty
 *     without instructions
 * @param instructions texts that ask for the change: the list {@code instructions}
 */
record Dialogue(
    List<String> requests, List<Question> questions, String before, List<String> instructions) {
  /** Of a picture with names or captions alone. */
  static final Dialogue NONE = new Dialogue(List.of(), List.of(), "", List.of());

  /** A question about a picture, with its answer. */
  record Question(String text, String answer) {}

  /** Copies the lists. */
  Dialogue {
    requests = List.copyOf(requests);
    questions = List.copyOf(questions);
    instructions = List.copyOf(instructions);
  }

  /**
   * Dialogue of an example.
   *
   * @throws UserError when there are more questions than answers or fewer, or instructions without
   *     a picture before
   */
  static Dialogue of(Example example) {
    List<String> asked = example.list("questions");
    List<String> answers = example.list("answers");
    List<String> instructions = example.list("instructions");
    String before = example.field("before");
    if (asked.size() != answers.size()) {
      throw UserError.failure(
          "%s: it has %d questions and %d answers; give each question one answer, in its place",
          example.id(), asked.size(), answers.size());
    } else if (!instructions.isEmpty() && before.isEmpty()) {
      throw UserError.failure(
          "%s: it has instructions, but the field before is missing; it names the picture that they"
              + " change into this one",
          example.id());
    }
    List<Question> questions =
        IntStream.range(0, asked.size())
            .mapToObj(i -> new Question(asked.get(i), answers.get(i)))
            .toList();
    return new Dialogue(
        example.list("requests"), questions, instructions.isEmpty() ? "" : before, instructions);
  }

  /** Whether the picture is a change of another one. */
  boolean isChange() {
    return !instructions.isEmpty();
  }
}
