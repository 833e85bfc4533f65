package dev.sprout.evaluation;

/**
 * What is known of a set before its features are.
 *
 * @param name path or name in messages
 * @param protocol how its features are made; null for statistics that don't say it
 * @param dimension dimensions of a feature vector
 * @param hasPictures whether there are features of each picture, not statistics alone
 * @param hasLogits whether there are class scores of each picture
 * @param count number of pictures; 0 if it isn't known
 */
public record SetOutline(
    String name,
    FeatureProtocol protocol,
    int dimension,
    boolean hasPictures,
    boolean hasLogits,
    long count) {

  /** Outline of a set whose features, or statistics of them, are there. */
  public static SetOutline of(FeatureSet set) {
    return new SetOutline(
        set.name(),
        set.protocol().orElse(null),
        set.dimension(),
        set.features().isPresent(),
        set.logits().isPresent(),
        set.count());
  }

  /**
   * Outline of pictures that a network will see.
   *
   * @param count number of the pictures
   */
  public static SetOutline of(String name, PictureFeatures network, long count) {
    return new SetOutline(
        name,
        network.protocol(),
        network.extractor().layer(network.layer()).dimensions(),
        true,
        network.extractor().logits().isPresent(),
        count);
  }
}
