package dev.sprout.recipes;

import dev.sprout.core.RandomStream;
import dev.sprout.language.Familiarity;
import dev.sprout.language.PromptFormat;
import dev.sprout.language.TextTokenizer;
import dev.sprout.pictures.Picture;
import dev.sprout.seed.Preprocessing;
import dev.sprout.seed.SeedTokenizer;
import dev.sprout.seed.SeedTokenizer.Encoded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Likeness of training pictures to their own captions in a tokenizer's joint space. */
final class PictureLikeness {
  private static final int MOST_PICTURES = 2000;
  private static final int BATCH = 64;

  private PictureLikeness() {}

  /** What a model is familiar with, by at most 2,000 of the training pictures, evenly chosen. */
  static Familiarity of(SeedTokenizer tokenizer, TextTokenizer words, RecipeContext context) {
    int[] trained = context.trained();
    int count = Math.min(trained.length, MOST_PICTURES);
    int[] chosen =
        IntStream.range(0, count)
            .map(i -> trained[(int) ((long) i * trained.length / count)])
            .toArray();
    List<Double> cosines = new ArrayList<>();
    for (int begin = 0; begin < count; begin += BATCH) {
      int[] some = Arrays.copyOfRange(chosen, begin, Math.min(count, begin + BATCH));
      cosines.addAll(cosines(tokenizer, words, context, some));
    }
    boolean instructions =
        context.trainedExamples().stream().anyMatch(each -> each.dialogue().isChange());
    return Familiarity.of(instructions, cosines.stream().mapToDouble(cosine -> cosine).toArray());
  }

  private static List<Double> cosines(
      SeedTokenizer tokenizer, TextTokenizer words, RecipeContext context, int... pictures) {
    List<Picture> batch =
        IntStream.of(pictures).mapToObj(each -> context.source().picture(each)).toList();
    List<Encoded> seen = tokenizer.encode(batch, Preprocessing.SQUASH_BILINEAR);
    int length = tokenizer.config().textLength();
    List<float[]> read =
        tokenizer.textEmbeddings(
            IntStream.of(pictures)
                .mapToObj(context.examples()::get)
                .map(example -> ConceptTexts.caption(example, new RandomStream(0)))
                .map(text -> PromptFormat.padded(words, text, length))
                .toList());
    return IntStream.range(0, pictures.length)
        .mapToObj(i -> cosine(seen.get(i).embedding(), read.get(i)))
        .toList();
  }

  /** The cosine of two unit vectors. */
  private static double cosine(float[] a, float... b) {
    return IntStream.range(0, a.length).mapToDouble(i -> (double) a[i] * b[i]).sum();
  }
}
