package dev.sprout.evaluation;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.JsonSyntaxException;
import dev.sprout.core.UserError;
import dev.sprout.evaluation.features.FeatureExtractor;
import java.util.Locale;

/**
 * How the features of a set were made. Features and statistics of different protocols can't be
 * compared. Immutable.
 *
 * @param extractor name of the network
 * @param weights SHA-256 of its weights
 * @param layer name of the layer
 * @param input resize and scaling of pictures, in words
 * @param precision precision of the network, such as {@code fp32}
 */
public record FeatureProtocol(
    String extractor, String weights, String layer, String input, String precision) {
  private static final String INCEPTION = "inception";
  private static final String FID_LAYER = "2048";

  /** Beginning of the SHA-256 of the published weights, which their file's name ends with. */
  private static final String PUBLISHED = "6726825d";

  /**
   * Protocol of one layer of a network.
   *
   * @param mixedSizes whether pictures of different sizes are accepted, each resized by itself
   */
  static FeatureProtocol of(
      FeatureExtractor extractor, String layer, String precision, boolean mixedSizes) {
    String input = extractor.input() + (mixedSizes ? ", pictures of mixed sizes" : "");
    return new FeatureProtocol(extractor.name(), extractor.weightsHash(), layer, input, precision);
  }

  /**
   * Reads the protocol of a statistics file.
   *
   * @param shownName name of the file in messages
   * @throws UserError when the text is none
   */
  static FeatureProtocol parse(String json, String shownName) {
    try {
      FeatureProtocol protocol = new Gson().fromJson(json, FeatureProtocol.class);
      if (protocol != null && protocol.isWhole()) {
        return protocol;
      }
    } catch (JsonSyntaxException e) {
      throw unreadable(shownName, e);
    }
    throw unreadable(shownName, null);
  }

  private static UserError unreadable(String shownName, JsonParseException e) {
    return UserError.failure(
        e,
        "%s: its protocol is damaged; it names extractor, weights, layer, input and precision. Make"
            + " the statistics anew.",
        shownName);
  }

  private boolean isWhole() {
    return extractor != null
        && weights != null
        && layer != null
        && input != null
        && precision != null;
  }

  /** Whether distances have the well-known names FID and KID: Inception's last pooling layer. */
  boolean isInception() {
    return extractor.equals(INCEPTION) && layer.equals(FID_LAYER);
  }

  /** Whether FID and KID are of another file of weights than the published one. */
  boolean isOtherInception() {
    return isInception() && !weights.startsWith(PUBLISHED);
  }

  /**
   * Name of a score with these features: FID and KID are names for Inception's last layer alone, so
   * that others are told apart, such as FD-lite0.
   *
   * @param general name for any features, such as FD
   * @param known name for Inception's, such as FID
   */
  public String name(String general, String known) {
    if (isInception()) {
      return known;
    }
    return general + "-" + shortName() + (isUsualLayer() ? "" : "-" + layer);
  }

  /** Lite0, Inception, or the name of a TorchScript file without its ending. */
  private String shortName() {
    String own = extractor.replaceFirst("^efficientnet-", "").replaceFirst("\\.pt$", "");
    return own.substring(0, 1).toUpperCase(Locale.ROOT) + own.substring(1);
  }

  /** Whether a network's layer goes without saying. */
  private boolean isUsualLayer() {
    return !extractor.equals(INCEPTION) && !layer.equals("logits");
  }

  /** Canonical JSON, as statistics files keep it. */
  public String json() {
    return CanonicalJson.of(this);
  }
}
