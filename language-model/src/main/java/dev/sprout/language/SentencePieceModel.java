package dev.sprout.language;

import dev.sprout.core.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A SentencePiece {@code tokenizer.model} of LLaMA's kind: byte pairs with bytes for unknown
 * characters, texts as they are but for a blank in front. Other kinds are refused by name.
 *
 * @param pieces by id
 */
record SentencePieceModel(List<Piece> pieces) {
  private static final long LARGEST = 64L << 20;
  private static final int LONGEST_PIECE = 1000;
  private static final int BYTES = 256;

  /** Fields of the file. */
  private static final int PIECE = 1;

  private static final int TRAINER = 2;
  private static final int NORMALIZER = 3;

  /** Fields whose value changes ids, with the one that LLaMA has and their names. */
  private static final Map<Integer, Fixed> TRAINER_FIELDS =
      Map.of(
          3, new Fixed("model_type", 2, 1),
          24, new Fixed("treat_whitespace_as_suffix", 0, 0),
          35, new Fixed("byte_fallback", 1, 0));

  private static final Map<Integer, Fixed> NORMALIZER_FIELDS =
      Map.of(
          3, new Fixed("add_dummy_prefix", 1, 1),
          4, new Fixed("remove_extra_whitespaces", 0, 1),
          5, new Fixed("escape_whitespaces", 1, 1));

  private static final int CHARACTER_MAP = 2;
  private static final int NORMALIZATION_RULES = 6;

  /**
   * A field with one supported value.
   *
   * @param absent value where the file doesn't have it
   */
  private record Fixed(String name, long supported, long absent) {}

  /** Kinds of pieces, in the order of their numbers. */
  enum Kind {
    NONE,
    NORMAL,
    UNKNOWN,
    CONTROL,
    USER_DEFINED,
    UNUSED,
    BYTE
  }

  private static final List<Kind> KINDS = List.of(Kind.values());

  /** One piece; pieces with higher scores are merged earlier. */
  record Piece(String text, float score, Kind kind) {}

  /**
   * Reads a file.
   *
   * @throws UserError when it is missing, too large or broken, or of another kind
   */
  static SentencePieceModel read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw UserError.failure("it is larger than %d bytes", LARGEST);
      }
      return parse(ByteBuffer.wrap(Files.readAllBytes(file)));
    } catch (IOException | UserError e) {
      throw UserError.failure(
          e, "%s can't be used as a SentencePiece model: %s", file, e.getMessage());
    }
  }

  private static SentencePieceModel parse(ByteBuffer bytes) {
    List<Piece> pieces = new ArrayList<>();
    List<Protobuf> trainer = new ArrayList<>();
    List<Protobuf> normalizer = new ArrayList<>();
    for (Protobuf field : Protobuf.fields(bytes)) {
      switch (field.number()) {
        case PIECE -> pieces.add(piece(field.bytes()));
        case TRAINER -> trainer.addAll(Protobuf.fields(field.bytes()));
        case NORMALIZER -> normalizer.addAll(Protobuf.fields(field.bytes()));
        default -> {} // tests of the model on itself, and how texts are changed after decoding
      }
    }
    TRAINER_FIELDS.forEach((number, fixed) -> check(trainer, number, fixed));
    NORMALIZER_FIELDS.forEach((number, fixed) -> check(normalizer, number, fixed));
    for (Protobuf field : normalizer) {
      boolean maps = field.number() == CHARACTER_MAP || field.number() == NORMALIZATION_RULES;
      if (maps && field.bytes().hasRemaining()) {
        throw UserError.failure("it normalises texts; supported is normalizer_spec 'identity'");
      }
    }
    checkKinds(pieces);
    return new SentencePieceModel(List.copyOf(pieces));
  }

  private static Piece piece(ByteBuffer message) {
    String text = "";
    float score = 0;
    long kind = KINDS.indexOf(Kind.NORMAL);
    for (Protobuf field : Protobuf.fields(message)) {
      switch (field.number()) {
        case 1 -> text = field.text();
        case 2 -> score = field.number32();
        case 3 -> kind = field.value();
        default -> throw UserError.failure("a piece has the unknown field %d", field.number());
      }
    }
    if (text.isEmpty() || text.length() > LONGEST_PIECE || !Float.isFinite(score)) {
      throw UserError.failure(
          "a piece has %d characters and the score %s; accepted are 1 to %d and a number",
          text.length(), score, LONGEST_PIECE);
    } else if (kind < 1 || kind >= KINDS.size()) {
      throw UserError.failure("piece %s has the unknown kind %d", text, kind);
    }
    return new Piece(text, score, KINDS.get((int) kind));
  }

  private static void check(List<Protobuf> fields, int number, Fixed fixed) {
    long value = fixed.absent();
    for (Protobuf field : fields) {
      value = field.number() == number ? field.value() : value;
    }
    if (value != fixed.supported()) {
      throw UserError.failure(
          "%s is %d; supported is %d, as LLaMA has it", fixed.name(), value, fixed.supported());
    }
  }

  private static void checkKinds(List<Piece> pieces) {
    Map<String, Integer> ids = new HashMap<>();
    for (Piece piece : pieces) {
      if (ids.put(piece.text(), ids.size()) != null) {
        throw UserError.failure("the piece %s is there twice", piece.text());
      } else if (piece.kind() == Kind.USER_DEFINED || piece.kind() == Kind.UNUSED) {
        throw UserError.failure(
            "the piece %s is %s; supported are normal, control, unknown and byte pieces",
            piece.text(), piece.kind());
      }
    }
    for (int b = 0; b < BYTES; b++) {
      Integer id = ids.get(byteName(b));
      if (id == null || pieces.get(id).kind() != Kind.BYTE) {
        throw UserError.failure("it has no piece for the byte %s", byteName(b));
      }
    }
  }

  /** Text of the piece that stands for one byte. */
  static String byteName(int value) {
    return "<0x%02X>".formatted(value);
  }
}
