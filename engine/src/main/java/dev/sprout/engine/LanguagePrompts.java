package dev.sprout.engine;

import dev.sprout.core.UserError;
import dev.sprout.language.Decoding;
import dev.sprout.language.KnownWords;
import dev.sprout.language.LanguageModel;
import dev.sprout.language.PromptFormat;
import dev.sprout.pictures.Picture;
import dev.sprout.seed.Preprocessing;
import dev.sprout.seed.SeedTokenizer;
import dev.sprout.xar.classes.Condition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Prompt encoder by image ids: the language model samples candidates, the tokenizer chooses the
 * nearest to the text, and a decoder makes a condition of its ids.
 */
final class LanguagePrompts implements PromptEncoder {
  private static final int MOST_WORDS = 48;

  /** Prompts per batch. */
  private static final int BATCH = 32;

  private final SeedTokenizer tokenizer;
  private final LanguageModel language;
  private final Optional<KnownWords> words;
  private final List<String> styles;
  private final boolean learnedInstructions;
  private final IdDecoder decoder;
  private final TextEmbedder texts;

  /**
   * Creates an encoder.
   *
   * @param words words that the language model knows, or empty if that is not known
   * @param styles names of the generator's styles
   * @param learnedInstructions whether the language model learned instructions that change pictures
   */
  LanguagePrompts(
      SeedTokenizer tokenizer,
      LanguageModel language,
      Optional<KnownWords> words,
      List<String> styles,
      boolean learnedInstructions,
      IdDecoder decoder) {
    this.tokenizer = tokenizer;
    this.language = language;
    this.words = words;
    this.styles = List.copyOf(styles);
    this.learnedInstructions = learnedInstructions;
    this.decoder = decoder;
    this.texts = new TextEmbedder(tokenizer, language.tokenizer());
  }

  @Override
  public boolean drawsCandidates() {
    return true;
  }

  /** Words of a prompt that the language model has never seen. */
  @Override
  public List<String> unknownWords(String prompt) {
    return words.map(known -> known.unknown(prompt)).orElse(List.of());
  }

  private void requireKnown(String prompt) {
    List<String> unknown = unknownWords(prompt);
    if (!unknown.isEmpty() && !words.orElseThrow().isKnownInPart(prompt)) {
      throw UserError.unusable(
          "prompt",
          "is %s, of which the model has never seen a word; name one of its concepts",
          prompt.strip());
    }
  }

  @Override
  public List<Condition> encode(
      List<String> prompts, String style, CandidateOptions candidates, long seed) {
    prompts.forEach(this::requireKnown);
    List<String> chosen = prompts.stream().map(prompt -> style(prompt, style)).toList();
    List<Condition> conditions = new ArrayList<>();
    for (int begin = 0; begin < prompts.size(); begin = conditions.size()) {
      int end = begin + 1;
      while (end < Math.min(prompts.size(), begin + BATCH)
          && chosen.get(end).equals(chosen.get(begin))) {
        end++;
      }
      List<String> some = prompts.subList(begin, end);
      String common = chosen.get(begin).isEmpty() ? null : chosen.get(begin);
      conditions.addAll(encodeBatch(some, common, candidates, seed + begin));
    }
    return conditions;
  }

  /** The ids that follow a picture and an instruction to change it. */
  int[] changed(Picture picture, String instruction, long seed) {
    if (!learnedInstructions) {
      throw UserError.badRequest(
          "\"%s\" is an instruction that changes a picture, and this model learned none; describe"
              + " the whole picture instead",
          instruction.strip());
    }
    requireKnown(instruction);
    List<int[]> before = tokenizer.ids(List.of(picture), Preprocessing.SQUASH_BILINEAR);
    return language
        .changeImageIds(before, List.of(instruction), decoding(CandidateOptions.DEFAULT, seed))
        .get(0);
  }

  private static Decoding decoding(CandidateOptions options, long seed) {
    return new Decoding(options.temperature(), options.topP(), 0, 1, MOST_WORDS, seed);
  }

  private List<Condition> encodeBatch(
      List<String> prompts, String style, CandidateOptions options, long seed) {
    int candidates = options.temperature() == 0 ? 1 : options.candidates();
    List<int[]> ids =
        language.generateImageIds(
            requests(prompts, style, candidates), decoding(options, seed * candidates));
    List<float[]> asked = texts.embed(prompts);
    List<float[]> written = tokenizer.imageEmbeddings(ids);
    List<int[]> chosen = new ArrayList<>();
    List<List<float[]>> said = new ArrayList<>();
    for (int k = 0; k < prompts.size(); k++) {
      int first = k * candidates;
      int best = first + nearest(asked.get(k), written.subList(first, first + candidates));
      chosen.add(ids.get(best));
      said.add(List.of(written.get(best), asked.get(k)));
    }
    return decoder.conditions(prompts, chosen, said, style);
  }

  private static List<String> requests(List<String> prompts, String style, int candidates) {
    List<String> requests = new ArrayList<>();
    for (String prompt : prompts) {
      boolean isStyled = style == null || names(prompt, style);
      String request = isStyled ? prompt : PromptFormat.styled(prompt, style);
      requests.addAll(Collections.nCopies(candidates, request));
    }
    return requests;
  }

  /**
   * Conditions of ids, in the named style or the nearest.
   *
   * @throws UserError when their number or range is not the tokenizer's
   */
  List<Condition> decode(List<int[]> ids, String style) {
    String chosen = style == null ? null : style(style);
    List<List<float[]>> said = tokenizer.imageEmbeddings(ids).stream().map(List::of).toList();
    return decoder.conditions(Collections.nCopies(ids.size(), ""), ids, said, chosen);
  }

  private static int nearest(float[] wanted, List<float[]> embeddings) {
    int best = 0;
    for (int i = 1; i < embeddings.size(); i++) {
      double cosine = TextEmbedder.cosine(wanted, embeddings.get(i));
      best = cosine > TextEmbedder.cosine(wanted, embeddings.get(best)) ? i : best;
    }
    return best;
  }

  /** The style asked for, else the one that a prompt names, else the first; empty without any. */
  private String style(String prompt, String named) {
    return named == null
        ? styles.stream()
            .filter(style -> names(prompt, style))
            .findFirst()
            .orElse(styles.isEmpty() ? "" : styles.get(0))
        : style(named);
  }

  /** Whether a prompt says that it wants a style, as captions do: in noto style. */
  private static boolean names(String prompt, String style) {
    String phrase = "(?i).*\\b%1$s style\\b.*|.*\\bstyle of %1$s\\b.*";
    return prompt.replaceAll("\\s+", " ").matches(phrase.formatted(Pattern.quote(style)));
  }

  private String style(String named) {
    if (named != null && !styles.contains(named)) {
      throw UserError.invalid(
          "style", named, styles.isEmpty() ? "none" : String.join(", ", styles));
    }
    return named;
  }
}
