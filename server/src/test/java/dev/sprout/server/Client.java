package dev.sprout.server;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A client of one server. */
record Client(String address, HttpClient http) {
  Client(SproutServer server) {
    this(server.address(), HttpClient.newHttpClient());
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(address + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> get(String path) {
    return send(to(path));
  }

  HttpResponse<String> post(String path, String json) {
    return post(path, "application/json", BodyPublishers.ofString(json));
  }

  HttpResponse<String> post(String path, String type, BodyPublisher body) {
    return send(to(path).header("Content-Type", type).POST(body));
  }

  static JsonObject json(HttpResponse<String> answer) {
    return JsonParser.parseString(answer.body()).getAsJsonObject();
  }

  static JsonObject error(HttpResponse<String> answer) {
    return json(answer).getAsJsonObject("error");
  }
}
