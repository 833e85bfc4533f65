package dev.sprout.gallery.scenes;

import dev.sprout.scenes.SceneVerdict;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Scenes that a model draws from prompts, beside the scenes themselves. */
final class PromptedScenes {
  private static final List<String> NUMBERS = List.of("one", "two", "three", "four");

  private final List<Trial> trials;
  private final Verdicts drawn;
  private final Verdicts painted;

  private PromptedScenes(SceneBench bench, List<Trial> trials) {
    this.trials = trials;
    this.drawn = bench.judge(trials, bench.drawn(trials));
    this.painted = bench.judge(trials, SceneBench.painted(trials));
  }

  /** Two things of pairs that were never trained together. */
  static ScoreTable pairs(SceneBench bench) {
    PromptedScenes scenes = new PromptedScenes(bench, bench.pairs());
    return table()
        .row("both things right", scenes.scores(Verdicts::things))
        .row("their sides right, of those", scenes.scores(Verdicts::placesOfThose))
        .row("ground right", scenes.scores(Verdicts::ground))
        .row("things, sides, ground and number right", scenes.scores(Verdicts::everything));
  }

  /** One to four of one thing. */
  static ScoreTable numbers(SceneBench bench) {
    PromptedScenes scenes = new PromptedScenes(bench, bench.numbers());
    ScoreTable table =
        table()
            .row("number right", scenes.scores(Verdicts::number))
            .row("thing right", scenes.scores(Verdicts::things))
            .row("number and thing right", scenes.scores(Verdicts::numberOfThings))
            .row("ground right", scenes.scores(Verdicts::ground))
            .row("number, thing and ground right", scenes.scores(Verdicts::everything));
    for (int i = 0; i < NUMBERS.size(); i++) {
      int number = i + 1;
      table.row(
          "number right where it is " + NUMBERS.get(i),
          scenes.scores(verdicts -> scenes.ofNumber(number, verdicts).number()));
    }
    return table;
  }

  private static ScoreTable table() {
    return new ScoreTable("", "drawn", "real scenes");
  }

  private Rate[] scores(Function<Verdicts, Rate> rate) {
    return new Rate[] {rate.apply(drawn), rate.apply(painted)};
  }

  private Verdicts ofNumber(int number, Verdicts verdicts) {
    List<SceneVerdict> those =
        IntStream.range(0, trials.size())
            .filter(i -> trials.get(i).wanted().things() == number)
            .mapToObj(verdicts.all()::get)
            .toList();
    return new Verdicts(those);
  }
}
