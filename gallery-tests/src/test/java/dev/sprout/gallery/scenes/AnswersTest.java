package dev.sprout.gallery.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {
  @ParameterizedTest
  @CsvSource({
    "dog, dog, true",
    "A dog., dog, true",
    "'the red apple', red apple, true",
    "guide dog, dog, false",
    "dog, guide dog, false",
    "grey, grey, true",
    "Gray, grey, true",
    "rose-coloured, pink, true",
    "blue, pink, false",
    "three, three, true",
    "3, three, true",
    "4, three, false",
    "'', dog, false"
  })
  void anAnswerIsRight(String given, String wanted, boolean isRight) {
    assertThat(Answers.isRight(given, wanted)).isEqualTo(isRight);
  }

  @Test
  void labelsAreWholeWords() {
    List<String> labels = List.of("piñata", "guide dog", "☃");
    assertThat(Answers.names("a Pinata on white", labels)).isTrue();
    assertThat(Answers.names("two guide-dogs", labels)).isFalse();
    assertThat(Answers.names("a guide dog.", labels)).isTrue();
    assertThat(Answers.names("a dog", labels)).isFalse();
    assertThat(Answers.is("guide dog", labels)).isTrue();
    assertThat(Answers.is("a guide dog", labels)).isFalse();
  }
}
