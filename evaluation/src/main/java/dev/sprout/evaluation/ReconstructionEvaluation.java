package dev.sprout.evaluation;

import dev.sprout.core.UserError;
import dev.sprout.core.Version;
import dev.sprout.evaluation.metrics.FeatureMatrix;
import dev.sprout.evaluation.metrics.FrechetDistance;
import dev.sprout.evaluation.metrics.Psnr;
import dev.sprout.evaluation.metrics.Ssim;
import dev.sprout.pictures.Picture;
import java.util.ArrayList;
import java.util.List;

/** Likeness of reconstructions to their originals, pair by pair. Not thread-safe. */
public final class ReconstructionEvaluation {
  private final PictureFeatures features; // null for none
  private final List<float[]> originalRows = new ArrayList<>();
  private final List<float[]> rebuiltRows = new ArrayList<>();
  private EqualSizes.Size size; // of the first original; null before
  private int pairs;
  private double decibels;
  private double squares;
  private double similarity;
  private double greySimilarity;

  /**
   * Creates one that has seen no pair yet.
   *
   * @param features network of the Fréchet distance between originals and reconstructions, or null
   *     to leave it out
   */
  public ReconstructionEvaluation(PictureFeatures features) {
    this.features = features;
  }

  /**
   * What was measured.
   *
   * @param pairs number of pairs
   * @param psnr mean PSNR over the pairs, dB; null if a reconstruction equals its original, whose
   *     PSNR is infinite
   * @param meanSquaredError mean over the pairs, of values 0 to 255
   * @param ssim mean structural similarity over the pairs and channels
   * @param greySsim the same of grey values
   * @param distance name of the Fréchet distance, such as rFID or rFD-Lite0; null without
   * @param frechetDistance Fréchet distance of originals and reconstructions; null without
   * @param rankDeficient whether there are fewer pairs than the features' dimensions, which makes
   *     the distance larger than more pairs would
   * @param protocol what the figures depend on besides the pictures
   * @param protocolHash SHA-256 of the protocol's canonical JSON; equal for comparable figures
   */
  public record Report(
      int pairs,
      Double psnr,
      double meanSquaredError,
      double ssim,
      double greySsim,
      String distance,
      Double frechetDistance,
      boolean rankDeficient,
      Protocol protocol,
      String protocolHash) {}

  /**
   * What scores depend on besides the pictures. Components that don't apply are null.
   *
   * @param features how the features were made; null without a network
   * @param pairs number of pairs
   * @param way how the reconstructions came about
   * @param version version of Sprout
   */
  public record Protocol(FeatureProtocol features, int pairs, Way way, String version) {}

  /**
   * How reconstructions came about.
   *
   * @param through part of a model that made them: autoencoder or ids; null for given pictures
   * @param side pixels per side of the squares that the originals were cropped to; null for whole
   *     ones
   * @param seed seed of the first picture that was drawn; null where none is drawn
   */
  public record Way(String through, Integer side, Long seed) {
    /** Reconstructions that were given as pictures. */
    public static final Way GIVEN = new Way(null, null, null);
  }

  /**
   * Adds pairs.
   *
   * @param names names of the pairs in messages
   * @throws UserError when the pictures of a pair differ in size, or are smaller than 11×11; with a
   *     network also when pairs do, unless it accepts them
   */
  public void add(List<String> names, List<Picture> originals, List<Picture> rebuilt) {
    for (int i = 0; i < names.size(); i++) {
      try {
        Psnr psnr = Psnr.of(originals.get(i), rebuilt.get(i));
        Ssim ssim = Ssim.of(originals.get(i), rebuilt.get(i));
        decibels += psnr.decibels();
        squares += psnr.meanSquaredError();
        similarity += ssim.value();
        greySimilarity += ssim.grey();
        pairs++;
      } catch (UserError e) {
        throw UserError.failure(e, "%s: %s", names.get(i), e.getMessage());
      }
    }
    if (features != null) {
      requireEqualSizes(names, originals);
      addRows(originals, originalRows);
      addRows(rebuilt, rebuiltRows);
    }
  }

  /** Features of pictures of other sizes are resized otherwise. */
  private void requireEqualSizes(List<String> names, List<Picture> originals) {
    for (int i = 0; i < names.size() && !features.acceptsMixedSizes(); i++) {
      size = size == null ? EqualSizes.Size.of(names.get(i), originals.get(i)) : size;
      size.require(names.get(i), originals.get(i));
    }
  }

  private void addRows(List<Picture> pictures, List<float[]> rows) {
    FeatureMatrix found =
        features.extractor().features(pictures, List.of(features.layer())).get(features.layer());
    for (int i = 0; i < found.rows(); i++) {
      rows.add(found.selected(i).values());
    }
  }

  /**
   * What was measured so far.
   *
   * @param way how the reconstructions came about
   * @throws UserError for fewer than two pairs with a network, or none without
   */
  public Report report(Way way) {
    if (pairs < (features == null ? 1 : 2)) {
      throw UserError.failure(
          "%d pairs are too few; a Fréchet distance takes at least two, the others one with"
              + " --features none",
          pairs);
    }
    FrechetDistance distance =
        features == null
            ? null
            : FrechetDistance.of(
                FeatureMatrix.ofRows(originalRows), FeatureMatrix.ofRows(rebuiltRows));
    FeatureProtocol network = features == null ? null : features.protocol();
    Protocol protocol = new Protocol(network, pairs, way, Version.current());
    return new Report(
        pairs,
        Double.isInfinite(decibels) ? null : decibels / pairs,
        squares / pairs,
        similarity / pairs,
        greySimilarity / pairs,
        network == null ? null : "r" + network.name("FD", "FID"),
        distance == null ? null : distance.value(),
        distance != null && distance.rankDeficient(),
        protocol,
        CanonicalJson.hash(protocol));
  }
}
