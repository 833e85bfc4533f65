package dev.sprout.language;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.sprout.nn.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Learns a vocabulary by merging the most frequent pair of neighbours again and again (Sennrich et
 * al., 2016) and writes it as a Hugging Face {@code tokenizer.json}: {@code <unk>}, {@code <s>},
 * {@code </s>}, the pieces, then the picture ids {@code <img_00000>} and on, {@code <img>} and
 * {@code </img>}. Text is lower-cased and loses its accents. The result depends on the texts alone.
 */
public final class BytePairTraining {
  /** What texts begin with. */
  public static final String BEGIN = "<s>";

  /** What texts end with. */
  public static final String END = "</s>";

  static final String UNKNOWN = "<unk>";
  private static final String SPACE = "\u2581";

  private final List<List<String>> words = new ArrayList<>();
  private final List<Integer> counts = new ArrayList<>();
  private final TreeSet<String> characters = new TreeSet<>();
  private final List<Pair> merges = new ArrayList<>();

  private record Pair(String left, String right) {
    String joined() {
      return left + right;
    }
  }

  private BytePairTraining(Iterable<String> texts) {
    Map<String, Integer> frequencies = new TreeMap<>();
    texts.forEach(text -> count(text, frequencies));
    frequencies.forEach(
        (word, count) -> {
          List<String> symbols =
              new ArrayList<>(word.codePoints().mapToObj(Character::toString).toList());
          characters.addAll(symbols);
          words.add(symbols);
          counts.add(count);
        });
  }

  /**
   * Learns and writes a vocabulary.
   *
   * @param texts what it shall suit; a text counts as often as it comes
   * @param pieces how many text pieces at most, single characters included
   * @param codes how many picture ids
   */
  public static void write(Path file, Iterable<String> texts, int pieces, int codes) {
    BytePairTraining training = new BytePairTraining(texts);
    while (training.characters.size() + training.merges.size() < pieces && training.merge()) {
      // each round adds one piece
    }
    String json =
        new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .create()
            .toJson(training.json(codes));
    AtomicFile.write(file, out -> out.write((json + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  /** Words begin with the space before them; merges don't reach from letters to other signs. */
  private static void count(String text, Map<String, Integer> frequencies) {
    String plain =
        Normalizer.normalize(text, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}+", "")
            .toLowerCase(Locale.ROOT);
    for (String word : plain.strip().split("\\s+", -1)) {
      for (String part :
          (SPACE + word)
              .split(
                  "(?<=[\\p{L}\\p{N}])(?![\\p{L}\\p{N}])|(?<![\\p{L}\\p{N}" + SPACE + "])(?=.)",
                  -1)) {
        frequencies.merge(part, 1, Integer::sum);
      }
    }
  }

  /** Merges the most frequent pair, the first in order among equals; false if none comes twice. */
  private boolean merge() {
    Map<Pair, Integer> pairs = new HashMap<>();
    for (int i = 0; i < words.size(); i++) {
      List<String> word = words.get(i);
      for (int j = 0; j + 1 < word.size(); j++) {
        pairs.merge(new Pair(word.get(j), word.get(j + 1)), counts.get(i), Integer::sum);
      }
    }
    Pair best =
        pairs.keySet().stream()
            .min(
                Comparator.<Pair>comparingInt(pair -> -pairs.get(pair))
                    .thenComparing(Pair::left)
                    .thenComparing(Pair::right))
            .orElse(null);
    if (best == null || pairs.get(best) < 2) {
      return false;
    }
    merges.add(best);
    words.forEach(word -> apply(best, word));
    return true;
  }

  private static void apply(Pair pair, List<String> word) {
    for (int j = 0; j + 1 < word.size(); j++) {
      if (word.get(j).equals(pair.left) && word.get(j + 1).equals(pair.right)) {
        word.set(j, pair.joined());
        word.remove(j + 1);
      }
    }
  }

  private JsonObject json(int codes) {
    Map<String, Integer> vocabulary = new LinkedHashMap<>();
    for (String mark : List.of(UNKNOWN, BEGIN, END)) {
      vocabulary.put(mark, vocabulary.size());
    }
    characters.forEach(c -> vocabulary.putIfAbsent(c, vocabulary.size()));
    merges.forEach(merge -> vocabulary.putIfAbsent(merge.joined(), vocabulary.size()));
    JsonArray added = new JsonArray();
    for (String mark : List.of(UNKNOWN, BEGIN, END)) {
      added.add(mark(vocabulary.get(mark), mark));
    }
    int next = vocabulary.size();
    for (int code = 0; code < codes; code++) {
      added.add(mark(next++, PictureVocabulary.codeName(code)));
    }
    added.add(mark(next++, PictureVocabulary.BEGIN));
    added.add(mark(next, PictureVocabulary.END));
    JsonObject json = new JsonObject();
    json.addProperty("version", "1.0");
    json.add("truncation", JsonNull.INSTANCE);
    json.add("padding", JsonNull.INSTANCE);
    json.add("added_tokens", added);
    json.add("normalizer", normalizer());
    json.add("pre_tokenizer", metaspace());
    json.add("post_processor", JsonNull.INSTANCE);
    json.add("decoder", metaspace());
    json.add("model", model(vocabulary));
    return json;
  }

  private JsonObject model(Map<String, Integer> vocabulary) {
    JsonObject pieces = new JsonObject();
    vocabulary.forEach(pieces::addProperty);
    JsonArray pairs = new JsonArray();
    merges.forEach(merge -> pairs.add(merge.left + " " + merge.right));
    JsonObject model = new JsonObject();
    model.addProperty("type", "BPE");
    model.add("dropout", JsonNull.INSTANCE);
    model.addProperty("unk_token", UNKNOWN);
    model.add("continuing_subword_prefix", JsonNull.INSTANCE);
    model.add("end_of_word_suffix", JsonNull.INSTANCE);
    model.addProperty("fuse_unk", true);
    model.addProperty("byte_fallback", false);
    model.add("vocab", pieces);
    model.add("merges", pairs);
    return model;
  }

  private static JsonObject normalizer() {
    JsonArray steps = new JsonArray();
    for (String type : List.of("NFKD", "StripAccents", "Lowercase")) {
      steps.add(typed(type));
    }
    JsonObject sequence = typed("Sequence");
    sequence.add("normalizers", steps);
    return sequence;
  }

  private static JsonObject metaspace() {
    JsonObject metaspace = typed("Metaspace");
    metaspace.addProperty("replacement", SPACE);
    metaspace.addProperty("prepend_scheme", "always");
    metaspace.addProperty("split", true);
    return metaspace;
  }

  private static JsonObject mark(int id, String content) {
    JsonObject mark = new JsonObject();
    mark.addProperty("id", id);
    mark.addProperty("content", content);
    for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
      mark.add(flag, new JsonPrimitive(false));
    }
    mark.addProperty("special", true);
    return mark;
  }

  private static JsonObject typed(String type) {
    JsonObject object = new JsonObject();
    object.addProperty("type", type);
    return object;
  }
}
