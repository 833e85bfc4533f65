package dev.sprout.gallery.scenes;

import com.google.gson.JsonObject;

/** Measured value with the number of trials that it comes from. */
sealed interface Score permits Rate, Mean {
  /** The value in a cell of a table. */
  String markdown();

  /** The value in full precision. */
  JsonObject json();
}
