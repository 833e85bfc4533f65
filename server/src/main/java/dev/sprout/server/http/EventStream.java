package dev.sprout.server.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Server-sent events, each flushed at once. Not thread-safe. */
public final class EventStream {
  private final OutputStream out;

  /** Starts the answer: its status can't change any more. */
  public EventStream(Context http) throws IOException {
    http.res().setStatus(200);
    http.res().setContentType("text/event-stream");
    http.res().setCharacterEncoding("utf-8");
    http.res().setHeader("Cache-Control", "no-store");
    this.out = http.res().getOutputStream();
    http.res().flushBuffer();
  }

  /**
   * Sends an event.
   *
   * @param name of the event, or null
   * @param data on one line
   * @throws IOException when the client has gone
   */
  public void send(String name, String data) throws IOException {
    String event = name == null ? "" : "event: " + name + "\n";
    write(event + "data: " + data + "\n\n");
  }

  /** Sends an event with a number, after which a client can go on; see {@link #send}. */
  public void send(String name, long number, String data) throws IOException {
    write("event: " + name + "\nid: " + number + "\ndata: " + data + "\n\n");
  }

  /** Sends a comment, which fails when the client has gone. */
  public void beat() throws IOException {
    write(":\n"); // without an empty line, after which some clients take an empty event
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
