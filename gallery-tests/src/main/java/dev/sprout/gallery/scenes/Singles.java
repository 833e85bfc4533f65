package dev.sprout.gallery.scenes;

import dev.sprout.evaluation.words.ClassQuality;
import dev.sprout.evaluation.words.NearestPicture;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureBatches;
import dev.sprout.pictures.PictureSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Single things on white. A picture is right if the nearest of all real pictures, in all styles, is
 * of its concept.
 */
final class Singles {
  private final SceneBench bench;
  private final PictureSource source;
  private final List<Picture> real;
  private final NearestPicture nearest;

  private Singles(SceneBench bench, PictureSource source, List<Picture> real) {
    this.bench = bench;
    this.source = source;
    this.real = real;
    this.nearest = new NearestPicture(real);
  }

  /** Trained concepts by name, and held-out pairs of concept and style by name and through ids. */
  static ScoreTable table(SceneBench bench) {
    try (PictureSource source = PictureSource.open(bench.data());
        PictureBatches pictures = PictureBatches.load(source, bench.model().side())) {
      int[] all = IntStream.range(0, source.size()).toArray();
      return new Singles(bench, source, pictures.pictures(all)).table();
    }
  }

  private ScoreTable table() {
    ScoreTable table =
        new ScoreTable(
            "nearest picture is of the concept", "drawn", "autoencoder", "real pictures");
    int[] trained = ClassQuality.trained(source, bench.count(), bench.seed());
    table.row("trained concepts, from the name", scores(trained, named(trained)));
    int[] heldOut = HeldOutPictures.some(source, bench.count(), bench.seed());
    table.row("held-out concept and style, from the name", scores(heldOut, named(heldOut)));
    String throughIds = "held-out concept and style, through ids";
    if (!bench.model().can(Ability.IDS)) {
      return table.row(throughIds + " (not measured: " + Ability.IDS.lack() + ")");
    }
    List<int[]> ids = bench.model().ids(at(heldOut));
    return table.row(throughIds, scores(heldOut, bench.model().draw(ids, bench.seed())));
  }

  private List<Picture> named(int... indices) {
    return bench.model().draw(fields("concept", indices), fields("style", indices), bench.seed());
  }

  private Score[] scores(int[] indices, List<Picture> drawn) {
    List<Picture> real = at(indices);
    return new Score[] {
      rate(indices, drawn), rate(indices, bench.model().reconstruct(real)), rate(indices, real)
    };
  }

  private Rate rate(int[] indices, List<Picture> pictures) {
    List<String> wanted = fields("concept", indices);
    List<Boolean> right = new ArrayList<>();
    for (int i = 0; i < indices.length; i++) {
      int found = nearest.of(pictures.get(i));
      right.add(source.example(found).field("concept").equals(wanted.get(i)));
    }
    return Rate.of(right);
  }

  private List<String> fields(String name, int... indices) {
    return Arrays.stream(indices).mapToObj(i -> source.example(i).field(name)).toList();
  }

  private List<Picture> at(int... indices) {
    return Arrays.stream(indices).mapToObj(real::get).toList();
  }
}
