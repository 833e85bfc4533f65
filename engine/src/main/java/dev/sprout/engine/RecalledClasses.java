package dev.sprout.engine;

import dev.sprout.seed.SeedTokenizer;
import dev.sprout.xar.classes.ClassTable;
import dev.sprout.xar.classes.Condition;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Decoder for generators without a prefix: the class table recalls the embedding nearest to the
 * ids' generation embedding and to what is said of the picture.
 */
final class RecalledClasses implements IdDecoder {
  private final SeedTokenizer tokenizer;
  private final ConceptRecall recall;
  private final List<float[]> nameEmbeddings;

  /**
   * Creates a decoder.
   *
   * @param nameEmbeddings text embeddings of all concept names
   */
  RecalledClasses(SeedTokenizer tokenizer, ClassTable classes, List<float[]> nameEmbeddings) {
    this.tokenizer = tokenizer;
    this.recall = new ConceptRecall(classes);
    this.nameEmbeddings = List.copyOf(nameEmbeddings);
  }

  @Override
  public List<Condition> conditions(
      List<String> prompts, List<int[]> ids, List<List<float[]>> said, String style) {
    List<float[]> embeddings = tokenizer.generationEmbeddings(ids);
    return IntStream.range(0, ids.size())
        .mapToObj(
            k ->
                new Condition(
                    prompts.get(k),
                    style,
                    recall.recall(embeddings.get(k), nameSimilarity(said.get(k)), style)))
        .toList();
  }

  /** Sums of cosines between embeddings and each concept's name, [C]. */
  private double[] nameSimilarity(List<float[]> embeddings) {
    return nameEmbeddings.stream()
        .mapToDouble(
            name -> embeddings.stream().mapToDouble(e -> TextEmbedder.cosine(e, name)).sum())
        .toArray();
  }
}
