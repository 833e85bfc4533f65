package dev.sprout.evaluation.words;

import dev.sprout.core.UserError;
import dev.sprout.engine.Sprout;
import dev.sprout.pictures.Example;
import dev.sprout.pictures.Picture;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Quality of captions against the names, captions and keywords that a picture source gives.
 *
 * @param pictures number of pictures captioned
 * @param exact share of captions equal to the picture's name or to one of its given captions
 * @param named share of captions equal to one of these or to a keyword
 * @param textSimilarity mean cosine between the caption and the nearest given text, in the
 *     tokenizer's own space of texts, −1 to 1; it is no CLIP score and comparable only between
 *     language models of one tokenizer; NaN if the tokenizer has no text branch
 */
public record CaptionQuality(int pictures, double exact, double named, double textSimilarity) {
  private static final int BATCH = 32;

  /**
   * Captions pictures with default options and compares.
   *
   * @param examples labels of the pictures; each has a name, a caption or a keyword
   * @param picture picture k of {@code examples}
   * @param done told the number of captioned pictures after each batch
   * @throws UserError when an example has no text, naming it
   */
  public static CaptionQuality of(
      Sprout model, List<Example> examples, IntFunction<Picture> picture, IntConsumer done) {
    examples.forEach(CaptionQuality::requireText);
    List<String> captions = new ArrayList<>();
    for (int begin = 0; begin < examples.size(); begin += BATCH) {
      List<Picture> batch = new ArrayList<>();
      for (int k = begin; k < Math.min(begin + BATCH, examples.size()); k++) {
        batch.add(picture.apply(k));
      }
      captions.addAll(model.captions(batch, "", Sprout.BEAMS));
      done.accept(captions.size());
    }
    int exact = 0;
    int named = 0;
    for (int k = 0; k < examples.size(); k++) {
      boolean isName = isOneOf(captions.get(k), names(examples.get(k)));
      exact += isName ? 1 : 0;
      named += isName || isOneOf(captions.get(k), examples.get(k).list("keywords")) ? 1 : 0;
    }
    double count = examples.size();
    return new CaptionQuality(
        examples.size(), exact / count, named / count, similarity(model, captions, examples));
  }

  private static void requireText(Example example) {
    if (names(example).isEmpty() && example.list("keywords").isEmpty()) {
      throw UserError.failure(
          "%s has no text to compare a caption with; accepted are a concept, a class, captions and"
              + " keywords",
          example.id());
    }
  }

  private static List<String> names(Example example) {
    return Stream.concat(Stream.of(example.className()), example.captions().stream())
        .filter(text -> !text.isBlank())
        .toList();
  }

  private static boolean isOneOf(String caption, List<String> texts) {
    return texts.stream().anyMatch(text -> plain(text).equals(plain(caption)));
  }

  /** Lower-case text without accents, as in the vocabulary. */
  public static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("\\p{M}+", "")
        .toLowerCase(Locale.ROOT)
        .strip();
  }

  private static double similarity(Sprout model, List<String> captions, List<Example> examples) {
    if (!model.hasTextEmbeddings()) {
      return Double.NaN;
    }
    double sum = 0;
    for (int k = 0; k < examples.size(); k++) {
      List<String> texts = new ArrayList<>();
      texts.add(captions.get(k));
      texts.addAll(names(examples.get(k)));
      if (texts.size() == 1) {
        texts.addAll(examples.get(k).list("keywords"));
      }
      List<float[]> vectors = model.textEmbeddings(texts);
      double nearest = -1;
      for (float[] given : vectors.subList(1, vectors.size())) {
        nearest = Math.max(nearest, cosine(vectors.get(0), given));
      }
      sum += nearest;
    }
    return sum / examples.size();
  }

  /** The cosine of two unit vectors. */
  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * (double) b[i];
    }
    return sum;
  }
}
