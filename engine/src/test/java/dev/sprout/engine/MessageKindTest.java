package dev.sprout.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageKindTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DRAW | a red apple",
        "DRAW | draw a red apple",
        "DRAW | additional apples",
        "DRAW | a dog that asks why? on blue",
        "CHANGE | now with two apples",
        "CHANGE | Now on  blue",
        "CHANGE | add a dog to the left of the apple",
        "CHANGE | make it two apples",
        "CHANGE | draw two apples instead",
        "CHANGE | draw it in the noto style",
        "CHANGE | instead of the apple, draw a dog",
        "CHANGE | take away the dog",
        "ASK | how many apples?",
        "ASK | now what is it?",
        "DESCRIBE | describe it",
        "DESCRIBE | Please caption this picture.",
        "DESCRIBE | what's in the photo?",
        "DRAW | describe the apple as a painter would",
      })
  void wordsSayWhatIsWanted(MessageKind kind, String message) {
    assertThat(MessageKind.of(message)).isEqualTo(kind);
  }
}
