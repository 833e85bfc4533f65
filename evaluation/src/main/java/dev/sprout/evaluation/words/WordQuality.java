package dev.sprout.evaluation.words;

import dev.sprout.engine.GeneratedPicture;
import dev.sprout.engine.GenerationRequest;
import dev.sprout.engine.Sprout;
import dev.sprout.engine.Subject;
import dev.sprout.pictures.Example;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Quality of a model between pictures and text: captions that name the concept, ids that preserve
 * it, and paraphrased prompts that draw it.
 */
public final class WordQuality {
  private final Sprout model;
  private final PictureSource source;
  private final List<Picture> pictures;
  private final NearestPicture nearest;

  /**
   * Creates a measurement.
   *
   * @param pictures all pictures of the source, of the generator's size
   */
  WordQuality(Sprout model, PictureSource source, List<Picture> pictures) {
    this.model = model;
    this.source = source;
    this.pictures = pictures;
    this.nearest = new NearestPicture(pictures);
  }

  /**
   * Shares of right captions.
   *
   * @param exact share equal to the concept's name
   * @param named share equal to the concept's name or a keyword
   */
  public record Captions(double exact, double named) {}

  /** Captions pictures with default options. */
  Captions captions(int... indices) {
    List<String> captions = model.captions(at(indices), "", Sprout.BEAMS);
    int exact = 0;
    int named = 0;
    for (int i = 0; i < indices.length; i++) {
      Example example = source.example(indices[i]);
      String caption = CaptionQuality.plain(captions.get(i));
      boolean isName = caption.equals(CaptionQuality.plain(example.field("concept")));
      exact += isName ? 1 : 0;
      named +=
          isName
                  || example.list("keywords").stream()
                      .anyMatch(k -> CaptionQuality.plain(k).equals(caption))
              ? 1
              : 0;
    }
    return new Captions((double) exact / indices.length, (double) named / indices.length);
  }

  /** Share of pictures nearest to their concept after encoding to ids and decoding. */
  double keptByIds(long seed, int... indices) {
    List<int[]> ids = model.tokenize(at(indices));
    return right(draw(ids.stream().map(Subject.Ids::new).toList(), seed), concepts(indices));
  }

  /** Share of codes that occur in the ids of all pictures. */
  double codesUsed(int codes) {
    Set<Integer> used = new TreeSet<>();
    model.tokenize(pictures).forEach(ids -> Arrays.stream(ids).forEach(used::add));
    return (double) used.size() / codes;
  }

  /** Share of names whose drawn picture is nearest to their concept. */
  double named(long seed, int... indices) {
    return right(drawn(names(indices), seed), concepts(indices));
  }

  /** Share of paraphrased names that draw the same concept as the name. */
  double reworded(long seed, int... indices) {
    List<String> names = names(indices);
    List<String> plain = drawn(names, seed).stream().map(this::concept).toList();
    List<String> texts = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      for (String text : rewordings(names.get(i))) {
        texts.add(text);
        expected.add(plain.get(i));
      }
    }
    return right(drawn(texts, seed), expected);
  }

  static List<String> rewordings(String name) {
    int space = name.lastIndexOf(' ');
    String turned =
        space < 0 ? name + "." : name.substring(space + 1) + ", " + name.substring(0, space);
    return List.of(turned, "a picture of a " + name, name.toUpperCase(Locale.ROOT) + "!");
  }

  private List<String> names(int... indices) {
    return Arrays.stream(indices).mapToObj(i -> source.example(i).field("concept")).toList();
  }

  private List<String> concepts(int... indices) {
    return names(indices);
  }

  private List<Picture> drawn(List<String> texts, long seed) {
    return draw(texts.stream().map(Subject.Prompt::new).toList(), seed);
  }

  private List<Picture> draw(List<? extends Subject> subjects, long seed) {
    return model.generate(GenerationRequest.of(subjects, seed)).stream()
        .map(GeneratedPicture::picture)
        .toList();
  }

  private double right(List<Picture> drawn, List<String> expected) {
    long right =
        IntStream.range(0, drawn.size())
            .filter(i -> concept(drawn.get(i)).equals(expected.get(i)))
            .count();
    return (double) right / drawn.size();
  }

  private String concept(Picture picture) {
    return source.example(nearest.of(picture)).field("concept");
  }

  private List<Picture> at(int... indices) {
    return Arrays.stream(indices).mapToObj(pictures::get).toList();
  }
}
