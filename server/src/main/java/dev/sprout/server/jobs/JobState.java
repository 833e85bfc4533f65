package dev.sprout.server.jobs;

import com.google.gson.annotations.SerializedName;

/** State of a job. */
public enum JobState {
  /** Waits for its turn. */
  @SerializedName("queued")
  QUEUED,
  /** Is drawn or computed. */
  @SerializedName("drawing")
  DRAWING,
  /** Has its result. */
  @SerializedName("done")
  DONE,
  /** Ended with an error. */
  @SerializedName("failed")
  FAILED,
  /** Was called off. */
  @SerializedName("cancelled")
  CANCELLED;

  /** Whether nothing changes any more. */
  public boolean isFinal() {
    return this == DONE || this == FAILED || this == CANCELLED;
  }
}
