package dev.sprout.recipes;

import dev.sprout.core.RandomStream;
import dev.sprout.language.PromptFormat;
import dev.sprout.language.TextTokenizer;
import dev.sprout.seed.TrainingTexts;
import java.util.List;

/**
 * Descriptions and requests as word ids of a tokenizer's text branch. Thread-safe.
 *
 * @param examples labels of the pictures
 * @param concepts all concepts' names
 * @param words text tokenizer
 * @param length word ids per text, T
 */
record ConceptTrainingTexts(
    List<EmojiExample> examples, List<String> concepts, TextTokenizer words, int length)
    implements TrainingTexts {

  @Override
  public long[] text(int picture, RandomStream random) {
    EmojiExample example = examples.get(picture);
    String text =
        random.nextDouble() < 0.5
            ? ConceptTexts.description(example, random)
            : ConceptTexts.request(example, random);
    return PromptFormat.padded(words, text, length);
  }

  @Override
  public List<long[]> names() {
    return concepts.stream().map(name -> PromptFormat.padded(words, name, length)).toList();
  }
}
