package dev.sprout.language;

import dev.sprout.core.AtomicFile;
import dev.sprout.core.UserError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Text to ids and back by a Hugging Face {@code tokenizer.json}, or where there is none by a
 * SentencePiece {@code tokenizer.model} with {@code added_tokens.json}, as SEED-LLaMA ships them.
 *
 * <p>No id is added on its own. A text never becomes the id of a special token or of a picture,
 * whatever is written in it: callers add those by {@link #require}. Thread-safe; close to free
 * native memory.
 */
public final class TextTokenizer implements AutoCloseable {
  /** The file's name in a model folder. */
  public static final String FILE = "tokenizer.json";

  /** File of a SentencePiece model, read where there is no {@link #FILE}. */
  public static final String SENTENCE_PIECE = "tokenizer.model";

  private static final String ADDED = "added_tokens.json";
  private static final int LARGEST_ID = 9_999_999;

  /** Marks of a word's beginning in SentencePiece's and in byte-level vocabularies. */
  private static final Pattern BOUNDARY = Pattern.compile("[▁Ġ]");

  /** Pieces that are parts of characters. */
  private static final Pattern BYTE = Pattern.compile("<0x[0-9A-F]{2}>");

  private static final Pattern RESERVED =
      Pattern.compile("<s>|</s>|<unk>|<pad>|<img>|</img>|<img_\\d+>");

  private final Subwords subwords;
  private final Map<String, Integer> ids;
  private final boolean[] special;

  private TextTokenizer(Subwords subwords, Map<String, Integer> ids, Collection<Integer> special) {
    this.subwords = subwords;
    this.ids = ids;
    this.special = new boolean[size()];
    special.forEach(id -> this.special[id] = true);
  }

  /**
   * Reads the tokenizer of a model folder.
   *
   * @throws UserError when there is none, it is broken, or has a part that isn't supported
   */
  public static TextTokenizer read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file) && Files.isRegularFile(folder.resolve(SENTENCE_PIECE))) {
      SentencePieceModel model = SentencePieceModel.read(folder.resolve(SENTENCE_PIECE));
      SentencePiece pieces = new SentencePiece(model, added(folder.resolve(ADDED), model));
      Map<String, Integer> ids = pieces.ids();
      return new TextTokenizer(
          pieces, ids, ids.values().stream().filter(pieces::isSpecial).toList());
    }
    TokenizerJson json = new TokenizerJson(file);
    return new TextTokenizer(new HuggingFaceSubwords(file, json), json.ids(), json.special());
  }

  private static Map<String, Integer> added(Path file, SentencePieceModel model) {
    Map<String, Integer> added = new LinkedHashMap<>();
    if (Files.isRegularFile(file)) {
      JsonFields json = JsonFields.read(file);
      for (String text : json.object().keySet()) {
        int id = json.whole(text, -1);
        boolean isPiece = id >= 0 && id < model.pieces().size();
        if (id < 0 || id > LARGEST_ID || (isPiece && !model.pieces().get(id).text().equals(text))) {
          throw json.invalid(text, "an id from " + model.pieces().size() + " to " + LARGEST_ID);
        } else if (!isPiece && (text.isEmpty() || added.containsValue(id))) {
          throw json.invalid(text, "an id of its own");
        } else if (!isPiece) {
          added.put(text, id);
        }
      }
    }
    return added;
  }

  /**
   * Copies the files of one folder into another, which is made if missing.
   *
   * @throws UserError when they can't be read or written
   */
  public static void copy(Path from, Path to) {
    AtomicFile.makeFolder(to);
    List<String> files =
        Files.isRegularFile(from.resolve(FILE)) ? List.of(FILE) : List.of(SENTENCE_PIECE, ADDED);
    for (String name : files) {
      if (name.equals(ADDED) && !Files.isRegularFile(from.resolve(name))) {
        continue;
      }
      AtomicFile.write(to.resolve(name), out -> Files.copy(from.resolve(name), out));
    }
  }

  /** Whether a token stands for the frame of a text or for pictures, whatever its file says. */
  static boolean isReserved(String token) {
    return RESERVED.matcher(token).matches();
  }

  /** The first token in a text that {@link #isReserved}. */
  static Optional<String> firstReserved(String text) {
    return RESERVED.matcher(text).results().map(MatchResult::group).findFirst();
  }

  /** Whether a text is one of whole characters. */
  static boolean isWellFormed(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /**
   * Ids of a text, none of them special: what looks like a special token is read as the characters
   * it is written in.
   *
   * @throws UserError when it has half a character, or characters that stand for special tokens
   */
  public long[] encode(String text) {
    if (!isWellFormed(text)) {
      throw UserError.badRequest("the text has half a character; accepted is Unicode text");
    }
    long[] found = subwords.encode(text);
    for (long id : found) {
      if (special[(int) id]) {
        throw UserError.badRequest("the text has characters that no text has; leave them out");
      }
    }
    return found;
  }

  /** The text of ids, those of special tokens included. */
  public String decode(long... ids) {
    return ids.length == 0 ? "" : subwords.decode(ids);
  }

  /** The id of the token that is exactly this text, if there is one. */
  public OptionalInt id(String token) {
    Integer id = ids.get(token);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /**
   * The id of a token that a model can't do without.
   *
   * @throws UserError naming the token when it is missing
   */
  public int require(String token) {
    return id(token)
        .orElseThrow(
            () ->
                UserError.failure(
                    "this tokenizer doesn't fit the model: it has no %s. Use the %s that was"
                        + " published with the weights.",
                    token, FILE));
  }

  /** One more than the largest id. */
  public int size() {
    return 1 + ids.values().stream().mapToInt(Integer::intValue).max().orElse(-1);
  }

  /** By id, below {@link #size}, whether it stands for a token. */
  boolean[] known() {
    boolean[] known = new boolean[size()];
    ids.values().forEach(id -> known[id] = true);
    return known;
  }

  /**
   * By id, the text of each piece in lower case and without accents, with a space where a word
   * begins; null for special tokens and for bytes.
   */
  String[] pieces() {
    String[] pieces = new String[size()];
    ids.forEach(
        (piece, id) -> {
          boolean isText = !special[id] && !isReserved(piece) && !BYTE.matcher(piece).matches();
          pieces[id] = isText ? KnownWords.plain(BOUNDARY.matcher(piece).replaceAll(" ")) : null;
        });
    return pieces;
  }

  @Override
  public void close() {
    subwords.close();
  }
}
