package dev.sprout.gallery.scenes;

import dev.sprout.pictures.Picture;
import dev.sprout.scenes.SceneSplit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Scenes from pictures to ids and back to pictures. */
final class RoundTrip {
  private static final List<Integer> KEPT = List.of(1, 2, 4, 8, 16, 32);

  private static final Map<String, Function<Verdicts, Rate>> RATES = new LinkedHashMap<>();

  static {
    RATES.put("all things right", Verdicts::things);
    RATES.put("places right", Verdicts::places);
    RATES.put("ground right", Verdicts::ground);
    RATES.put("number right", Verdicts::number);
    RATES.put("all of these right", Verdicts::everything);
  }

  private final SceneBench bench;
  private final List<Trial> trials;
  private final List<Picture> painted;
  private final List<Picture> reconstructed;

  private RoundTrip(SceneBench bench, SceneSplit split) {
    this.bench = bench;
    this.trials = bench.any(split);
    this.painted = SceneBench.painted(trials);
    this.reconstructed = bench.model().reconstruct(painted);
  }

  /**
   * Scenes of both splits, from all ids, beside the autoencoder alone and the scenes as painted.
   */
  static ScoreTable both(SceneBench bench) {
    ScoreTable table = new ScoreTable("", "through ids", "through the autoencoder", "real scenes");
    for (SceneSplit split : SceneSplit.values()) {
      RoundTrip scenes = new RoundTrip(bench, split);
      List<Picture> drawn = bench.model().draw(bench.model().ids(scenes.painted), bench.seed());
      List<Verdicts> verdicts =
          List.of(
              scenes.verdicts(drawn),
              scenes.verdicts(scenes.reconstructed),
              scenes.verdicts(scenes.painted));
      String combined = split == SceneSplit.TRAIN ? "trained" : "held out";
      RATES.forEach(
          (name, rate) ->
              table.row(combined + ": " + name, verdicts.stream().map(rate).toArray(Score[]::new)));
    }
    return table;
  }

  /** Held-out scenes from the first ids alone. */
  static ScoreTable kept(SceneBench bench) {
    List<String> columns = new ArrayList<>(List.of("latent distance"));
    columns.addAll(RATES.keySet());
    ScoreTable table = new ScoreTable("ids kept", columns.toArray(String[]::new));
    RoundTrip scenes = new RoundTrip(bench, SceneSplit.HELD_OUT);
    MeasuredModel model = bench.model();
    List<float[][][]> latents = model.latents(scenes.painted);
    List<int[]> ids = model.ids(scenes.painted);
    for (int kept : KEPT.stream().filter(kept -> kept <= model.prefix()).toList()) {
      List<int[]> first = ids.stream().map(all -> Arrays.copyOf(all, kept)).toList();
      List<Picture> drawn = model.draw(first, bench.seed());
      table.row(String.valueOf(kept), scenes.scores(latents, drawn));
    }
    return table
        .row("the autoencoder alone", scenes.scores(latents, scenes.reconstructed))
        .row("real scenes", scenes.scores(latents, scenes.painted));
  }

  private Verdicts verdicts(List<Picture> pictures) {
    return bench.judge(trials, pictures);
  }

  private Score[] scores(List<float[][][]> wanted, List<Picture> pictures) {
    List<Score> scores = new ArrayList<>();
    scores.add(LatentDistance.mean(wanted, bench.model().latents(pictures)));
    Verdicts verdicts = verdicts(pictures);
    RATES.values().forEach(rate -> scores.add(rate.apply(verdicts)));
    return scores.toArray(Score[]::new);
  }
}
