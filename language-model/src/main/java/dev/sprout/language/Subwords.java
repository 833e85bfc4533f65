package dev.sprout.language;

/** Texts as ids of pieces of words, and back. Thread-safe. */
interface Subwords extends AutoCloseable {
  /** Ids of a well-formed text, with nothing added. */
  long[] encode(String text);

  /** The text of one or more ids, those of special tokens included. */
  String decode(long... ids);

  @Override
  void close();
}
