package dev.sprout.evaluation.words;

import dev.sprout.core.RandomStream;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.engine.Sprout;
import dev.sprout.pictures.HeldOut;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.PictureBatches;
import dev.sprout.pictures.PictureSource;
import dev.sprout.seed.SeedFolder;
import dev.sprout.xar.model.ModelFolder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model makes of pictures and words, on a source with concepts and a held-out part.
 *
 * @param heldOut number of held-out pictures
 * @param heldOutCaptions captions of held-out pictures
 * @param trainedCaptions captions of equally many training pictures
 * @param heldOutKeptByIds share of held-out pictures that keep their concept through ids
 * @param codesUsed share of the codebook
 * @param named share of names that draw their concept
 * @param reworded share of paraphrases that draw the same concept as the name
 * @param secondsACaption seconds per caption of one picture
 * @param secondsACaptionOfMany seconds per caption in a batch of up to 32
 */
public record WordReport(
    int heldOut,
    WordQuality.Captions heldOutCaptions,
    WordQuality.Captions trainedCaptions,
    double heldOutKeptByIds,
    double codesUsed,
    double named,
    double reworded,
    double secondsACaption,
    double secondsACaptionOfMany) {
  private static final int TIMED = 32;

  /**
   * Measures a model.
   *
   * @param sprout the model of {@code folder}, with all parts
   * @param concepts largest number of trained concepts to draw, from 1
   * @param seed seed of concepts and pictures
   * @throws UserError when the source has no held-out or no training pictures
   */
  public static WordReport measure(
      Sprout sprout, Path folder, PictureSource source, int concepts, long seed) {
    Require.positive("concepts", concepts);
    int[] heldOut = HeldOut.heldOut(source);
    if (heldOut.length == 0 || heldOut.length == source.size()) {
      throw UserError.failure(
          "of %d pictures %d are held out; accepted is a source with both, by its field heldOut",
          source.size(), heldOut.length);
    }
    try (PictureBatches batches = PictureBatches.load(source, sprout.imageSize())) {
      List<Picture> all = batches.pictures(IntStream.range(0, source.size()).toArray());
      WordQuality quality = new WordQuality(sprout, source, all);
      int[] trained = some(HeldOut.trained(source), heldOut.length, seed);
      int[] asked = Arrays.copyOf(trained, Math.min(concepts, trained.length));
      int codes = SeedFolder.of(folder.resolve(ModelFolder.SEED)).config().codes();
      int timed = Math.min(TIMED, all.size());
      return new WordReport(
          heldOut.length,
          quality.captions(heldOut),
          quality.captions(trained),
          quality.keptByIds(seed, heldOut),
          quality.codesUsed(codes),
          quality.named(seed, asked),
          quality.reworded(seed, asked),
          seconds(sprout, all.subList(0, 1)),
          seconds(sprout, all.subList(0, timed)) / timed);
    }
  }

  private static int[] some(int[] indices, int count, long seed) {
    return Arrays.stream(new RandomStream(seed).permutation(indices.length))
        .limit(count)
        .map(i -> indices[i])
        .toArray();
  }

  private static double seconds(Sprout sprout, List<Picture> pictures) {
    long begin = System.nanoTime();
    sprout.captions(pictures, "", Sprout.BEAMS);
    return (System.nanoTime() - begin) / 1e9;
  }
}
