package dev.sprout.language;

import dev.sprout.language.SentencePieceModel.Kind;
import dev.sprout.language.SentencePieceModel.Piece;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Byte-pair encoding as SentencePiece does it (Kudo and Richardson, 2018): a text is a boundary
 * mark and its characters with blanks as boundary marks; of all neighbours the pair whose joined
 * piece has the highest score is merged, the leftmost among equals, until no joined piece exists.
 * What then is no piece is written in bytes.
 */
final class SentencePiece implements Subwords {
  private static final String BOUNDARY = "▁";

  private final List<Piece> pieces;
  private final Map<String, Integer> added;
  private final Map<String, Integer> normal = new HashMap<>();
  private final Map<Long, String> addedTexts = new HashMap<>();
  private final int[] bytes = new int[256];

  /**
   * An encoder.
   *
   * @param added ids by the texts of tokens beside the model's; texts never become these
   */
  SentencePiece(SentencePieceModel model, Map<String, Integer> added) {
    this.pieces = model.pieces();
    this.added = added;
    added.forEach((text, id) -> addedTexts.put((long) id, text));
    Map<String, Integer> byText = ids();
    for (Piece piece : pieces) {
      if (piece.kind() == Kind.NORMAL) {
        normal.put(piece.text(), byText.get(piece.text()));
      }
    }
    for (int b = 0; b < bytes.length; b++) {
      bytes[b] = byText.get(SentencePieceModel.byteName(b));
    }
  }

  /** Ids by the texts of pieces and added tokens. */
  Map<String, Integer> ids() {
    Map<String, Integer> ids = new HashMap<>(added);
    for (int id = 0; id < pieces.size(); id++) {
      ids.put(pieces.get(id).text(), id);
    }
    return ids;
  }

  /** Whether a text never becomes an id. */
  boolean isSpecial(int id) {
    return id >= pieces.size() || pieces.get(id).kind() == Kind.CONTROL;
  }

  /**
   * Two neighbours that may be merged.
   *
   * @param left number of the first character of the left one
   * @param length of both in UTF-16 units, by which a pair is known that has grown meanwhile
   */
  private record Pair(float score, int left, int right, int length) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      int better = Float.compare(other.score, score);
      return better != 0 ? better : Integer.compare(left, other.left);
    }
  }

  /** A text in its present pieces: each begins at a character and is linked to its neighbours. */
  private final class Text {
    private final String text;
    private final int[] ends; // of the piece that begins at a character; 0 of no piece
    private final int[] previous;
    private final PriorityQueue<Pair> pairs = new PriorityQueue<>();

    Text(String text) {
      this.text = text;
      this.ends = new int[text.length() + 1];
      this.previous = new int[text.length() + 1];
      int before = -1;
      for (int begin = 0; begin < text.length(); begin = ends[begin]) {
        ends[begin] = begin + Character.charCount(text.codePointAt(begin));
        previous[begin] = before;
        before = begin;
      }
      for (int begin = 0; begin < text.length(); begin = ends[begin]) {
        offer(previous[begin], begin);
      }
    }

    private void offer(int left, int right) {
      if (left >= 0 && right < text.length()) {
        Integer id = normal.get(text.substring(left, ends[right]));
        if (id != null) {
          pairs.add(new Pair(pieces.get(id).score(), left, right, ends[right] - left));
        }
      }
    }

    /** Merges until no pair is left; gives the ids. */
    long[] ids() {
      while (!pairs.isEmpty()) {
        Pair pair = pairs.poll();
        if (ends[pair.left()] == pair.right()
            && ends[pair.right()] - pair.left() == pair.length()) {
          int end = ends[pair.right()];
          ends[pair.left()] = end;
          ends[pair.right()] = 0;
          previous[end] = pair.left();
          offer(previous[pair.left()], pair.left());
          offer(pair.left(), end);
        }
      }
      java.util.stream.LongStream.Builder ids = java.util.stream.LongStream.builder();
      for (int begin = 0; begin < text.length(); begin = ends[begin]) {
        String piece = text.substring(begin, ends[begin]);
        Integer id = normal.get(piece);
        if (id != null) {
          ids.add(id);
        } else {
          for (byte b : piece.getBytes(StandardCharsets.UTF_8)) {
            ids.add(bytes[b & 0xFF]);
          }
        }
      }
      return ids.build().toArray();
    }
  }

  @Override
  public long[] encode(String text) {
    return text.isEmpty() ? new long[0] : new Text((" " + text).replace(" ", BOUNDARY)).ids();
  }

  @Override
  public String decode(long... ids) {
    StringBuilder text = new StringBuilder();
    ByteArrayOutputStream run = new ByteArrayOutputStream();
    for (long id : ids) {
      Piece piece = id >= 0 && id < pieces.size() ? pieces.get((int) id) : null;
      if (piece != null && piece.kind() == Kind.BYTE) {
        run.write(Integer.parseInt(piece.text().substring(3, 5), 16));
        continue;
      }
      text.append(characters(run.toByteArray()));
      run.reset();
      text.append(piece != null ? piece.text() : addedTexts.getOrDefault(id, ""));
    }
    text.append(characters(run.toByteArray()));
    String spaced = text.toString().replace(BOUNDARY, " ");
    return spaced.startsWith(" ") ? spaced.substring(1) : spaced;
  }

  /** A run of bytes as text; where it is none, a replacement character for each byte. */
  private static String characters(byte... run) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(run)).toString();
    } catch (CharacterCodingException e) {
      return "\uFFFD".repeat(run.length);
    }
  }

  @Override
  public void close() {
    // nothing native
  }
}
