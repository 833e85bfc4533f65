package dev.sprout.gallery.scenes;

import dev.sprout.pictures.Example;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureSource;
import dev.sprout.scenes.SceneDescription;
import dev.sprout.scenes.SceneQuestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/**
 * What a model says of pictures. Beside each score stands what the same texts score against the
 * pictures half the list away, which a model reaches that doesn't look.
 */
final class Captions {
  private static final Map<String, String> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("what colour", "questions about the ground");
    KINDS.put("which style", "questions about the style");
    KINDS.put("how many", "questions about the number");
    KINDS.put("what is", "questions about a thing");
  }

  private final SceneBench bench;
  private final ScoreTable table = new ScoreTable("", "its own picture", "another picture");

  private Captions(SceneBench bench) {
    this.bench = bench;
  }

  /** Captions of held-out pictures and of scenes, and answers about scenes. */
  static ScoreTable table(SceneBench bench) {
    Captions captions = new Captions(bench);
    captions.ofHeldOut();
    List<Trial> pairs = bench.pairs();
    captions.ofPairs(pairs);
    List<Trial> numbers = bench.numbers();
    captions.ofNumbers(numbers);
    captions.answers(pairs, numbers);
    return captions.table;
  }

  private void ofHeldOut() {
    try (PictureSource source = PictureSource.open(bench.data())) {
      int[] indices = HeldOutPictures.some(source, bench.count(), bench.seed());
      int side = bench.model().side();
      List<Picture> pictures =
          Arrays.stream(indices).mapToObj(i -> source.picture(i).squareCrop(side)).toList();
      List<List<String>> labels =
          Arrays.stream(indices).mapToObj(i -> labels(source.example(i))).toList();
      List<String> captions = bench.model().captions(pictures);
      row("held-out pictures: is the name or a keyword", captions, labels, Answers::is);
      row("held-out pictures: has the name or a keyword", captions, labels, Answers::names);
    }
  }

  private static List<String> labels(Example example) {
    List<String> labels = new ArrayList<>(List.of(example.field("concept")));
    labels.addAll(example.list("keywords"));
    return labels;
  }

  private void ofPairs(List<Trial> trials) {
    List<Optional<SceneDescription>> read = read(trials);
    List<SceneDescription> wanted = trials.stream().map(Trial::wanted).toList();
    row("two things: both right", read, wanted, matching(Captions::haveEqualThings));
    row(
        "two things: both right and their sides",
        read,
        wanted,
        matching((a, b) -> a.kind() == b.kind() && a.concepts().equals(b.concepts())));
    row("two things: ground right", read, wanted, matching(Captions::haveEqualGround));
  }

  private void ofNumbers(List<Trial> trials) {
    List<Optional<SceneDescription>> read = read(trials);
    List<SceneDescription> wanted = trials.stream().map(Trial::wanted).toList();
    row("one to four: number right", read, wanted, matching((a, b) -> a.things() == b.things()));
    row("one to four: thing right", read, wanted, matching(Captions::haveEqualThings));
    row("one to four: ground right", read, wanted, matching(Captions::haveEqualGround));
  }

  private static boolean haveEqualThings(SceneDescription a, SceneDescription b) {
    return Set.copyOf(a.concepts()).equals(Set.copyOf(b.concepts()));
  }

  private static boolean haveEqualGround(SceneDescription a, SceneDescription b) {
    return a.ground().equals(b.ground());
  }

  /** What the captions of scenes say; nothing where they can't be read. */
  private List<Optional<SceneDescription>> read(List<Trial> trials) {
    return bench.model().captions(SceneBench.painted(trials)).stream()
        .map(bench.parser()::parse)
        .toList();
  }

  private static BiPredicate<Optional<SceneDescription>, SceneDescription> matching(
      BiPredicate<SceneDescription, SceneDescription> isEqual) {
    return (read, wanted) -> read.isPresent() && isEqual.test(read.get(), wanted);
  }

  /** One question a scene, in turn, about pairs and numbers in equal parts. */
  private void answers(List<Trial> pairs, List<Trial> numbers) {
    List<Picture> pictures = new ArrayList<>();
    List<SceneQuestion> questions = new ArrayList<>();
    for (int i = 0; i < bench.count(); i++) {
      Trial trial = (i % 2 == 0 ? pairs : numbers).get(i);
      List<SceneQuestion> all = bench.questions(trial.scene());
      pictures.add(trial.picture());
      questions.add(all.get(i / 2 % all.size()));
    }
    List<String> answers =
        bench.model().answers(pictures, questions.stream().map(SceneQuestion::question).toList());
    row("questions", answers, wanted(questions), Answers::isRight);
    KINDS.forEach(
        (start, name) -> {
          List<Integer> those =
              IntStream.range(0, questions.size())
                  .filter(i -> questions.get(i).question().startsWith(start))
                  .boxed()
                  .toList();
          row(
              name,
              those.stream().map(answers::get).toList(),
              wanted(those.stream().map(questions::get).toList()),
              Answers::isRight);
        });
  }

  private static List<String> wanted(List<SceneQuestion> questions) {
    return questions.stream().map(SceneQuestion::answer).toList();
  }

  private <G, W> void row(String name, List<G> given, List<W> wanted, BiPredicate<G, W> isRight) {
    int count = given.size();
    int away = (count + 1) / 2;
    List<Boolean> own = new ArrayList<>();
    List<Boolean> other = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      own.add(isRight.test(given.get(i), wanted.get(i)));
      if (count > 1) {
        other.add(isRight.test(given.get(i), wanted.get((i + away) % count)));
      }
    }
    table.row(name, Rate.of(own), Rate.of(other));
  }
}
