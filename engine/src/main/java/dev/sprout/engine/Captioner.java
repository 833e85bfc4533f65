package dev.sprout.engine;

import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.language.Decoding;
import dev.sprout.language.Familiarity;
import dev.sprout.language.KnownWords;
import dev.sprout.language.LanguageModel;
import dev.sprout.language.LanguageModel.ScoredText;
import dev.sprout.language.PromptFormat;
import dev.sprout.language.WordGuard;
import dev.sprout.pictures.Picture;
import dev.sprout.seed.Preprocessing;
import dev.sprout.seed.SeedTokenizer;
import dev.sprout.seed.SeedTokenizer.Encoded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Captions of pictures and answers about them. Thread-safe. */
final class Captioner {
  private static final int MOST_BEAMS = 64;
  private static final int MOST_WORDS = 48;

  /**
   * Temperature that scales cosines of the joint space to log-probabilities. Training used 0.07;
   * between a half and a quarter of it most training pictures get their names.
   */
  private static final double TEMPERATURE = 0.025;

  private final SeedTokenizer tokenizer;
  private final LanguageModel language;
  private final Optional<WordGuard> guard;
  private final double leastCosine;
  private final TextEmbedder texts;

  /**
   * Creates a captioner.
   *
   * @param words words that captions may have, or empty for all
   * @param familiarity which pictures the model is familiar with, or empty for all
   */
  Captioner(
      SeedTokenizer tokenizer,
      LanguageModel language,
      Optional<KnownWords> words,
      Optional<Familiarity> familiarity) {
    this.tokenizer = tokenizer;
    this.language = language;
    this.guard = words.map(known -> new WordGuard(language.tokenizer(), known));
    this.leastCosine = familiarity.map(Familiarity::leastCosine).orElse(-1.0);
    this.texts = new TextEmbedder(tokenizer, language.tokenizer());
  }

  /**
   * Captions: of all hypotheses, the one with the largest sum of the language model's
   * log-probability given the ids and the scaled cosine of text and image embedding.
   *
   * @param prompt first words of every caption, without special tokens; may be empty
   * @param beams beam width, 1..64
   */
  List<Caption> captions(List<Picture> pictures, String prompt, int beams) {
    Require.between("beams", beams, 1, MOST_BEAMS);
    PromptFormat.withoutTokens("prompt", prompt);
    Decoding decoding = Decoding.beamSearch(beams, MOST_WORDS);
    if (!tokenizer.config().hasText()) {
      return language.hypotheses(ids(pictures), prompt, decoding, guard).stream()
          .map(each -> new Caption(each.get(0).text(), false))
          .toList();
    }
    List<Encoded> encoded = tokenizer.encode(pictures, Preprocessing.SQUASH_BILINEAR);
    List<List<ScoredText>> hypotheses =
        language.hypotheses(encoded.stream().map(Encoded::ids).toList(), prompt, decoding, guard);
    List<float[]> embeddings =
        texts.embed(hypotheses.stream().flatMap(List::stream).map(ScoredText::text).toList());
    List<Caption> captions = new ArrayList<>();
    int first = 0;
    for (int k = 0; k < pictures.size(); k++) {
      List<ScoredText> own = hypotheses.get(k);
      List<float[]> read = embeddings.subList(first, first + own.size());
      captions.add(best(own, read, encoded.get(k).embedding()));
      first += own.size();
    }
    return captions;
  }

  private Caption best(List<ScoredText> hypotheses, List<float[]> read, float... seen) {
    Caption best = new Caption("", true);
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < hypotheses.size(); i++) {
      double cosine = TextEmbedder.cosine(seen, read.get(i));
      double score = hypotheses.get(i).logProbability() + cosine / TEMPERATURE;
      if (score > highest) {
        highest = score;
        best = new Caption(hypotheses.get(i).text(), cosine < leastCosine);
      }
    }
    return best;
  }

  /**
   * Answer to a question about a picture.
   *
   * @param growing receiver of the answer so far after each piece, on any thread
   */
  String ask(Picture picture, String question, Consumer<String> growing) {
    if (question.isBlank()) {
      throw UserError.unusable("question", "is empty; ask something, such as: what is this?");
    }
    String prompt = PromptFormat.question(question);
    return language.generate(
        ids(List.of(picture)).get(0), prompt, Decoding.greedy(MOST_WORDS), growing);
  }

  private List<int[]> ids(List<Picture> pictures) {
    return tokenizer.ids(pictures, Preprocessing.SQUASH_BILINEAR);
  }
}
