package dev.sprout.server.jobs;

/** What happens to a job, for those who watch it. */
public sealed interface JobEvent {

  /** Its state, or its place in the queue, or its progress changed. */
  record Changed() implements JobEvent {}

  /**
   * A picture can be seen before it is finished.
   *
   * @param index number of the picture in the job, from 0
   * @param number of this preview of the picture, from 0
   * @param png file
   */
  record Preview(int index, int number, byte[] png) implements JobEvent {}

  /**
   * Words are known before the last one is.
   *
   * @param text so far, whose last word may be unfinished
   */
  record Said(String text) implements JobEvent {}

  /**
   * A picture is finished.
   *
   * @param index number of the picture in the job, from 0
   */
  record Drawn(int index, DrawnPicture picture) implements JobEvent {}
}
