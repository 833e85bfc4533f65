package dev.sprout.cli;

import dev.sprout.engine.GeneratedPicture;
import dev.sprout.engine.GenerationRequest;
import dev.sprout.engine.Sprout;
import dev.sprout.engine.Subject;
import dev.sprout.pictures.Picture;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Words of prompts that the model has never seen, told with what it drew instead. Keeps the first
 * picture of each such prompt. For one thread.
 */
final class UnknownWords implements Consumer<GeneratedPicture> {
  private final Sprout sprout;
  private final GenerationRequest request;
  private final Map<String, List<String>> words = new LinkedHashMap<>(); // by prompt
  private final Map<String, Picture> drawn = new LinkedHashMap<>();

  UnknownWords(Sprout sprout, GenerationRequest request) {
    this.sprout = sprout;
    this.request = request;
  }

  @Override
  public void accept(GeneratedPicture picture) {
    int index = picture.index() / request.count();
    if (request.subjects().get(index) instanceof Subject.Prompt prompt) {
      List<String> unknown = words.computeIfAbsent(prompt.text(), sprout::unknownWords);
      if (!unknown.isEmpty()) {
        drawn.putIfAbsent(prompt.text(), picture.picture());
      }
    }
  }

  /** All of them, each once. */
  List<String> all() {
    return words.values().stream().flatMap(List::stream).distinct().toList();
  }

  /** Says for each prompt which words they are and what its first picture shows. */
  void warn(PrintWriter err) {
    if (drawn.isEmpty()) {
      return; // and load no more networks
    }
    List<String> captions = sprout.captions(new ArrayList<>(drawn.values()), "", Sprout.BEAMS);
    int index = 0;
    for (String prompt : drawn.keySet()) {
      String unknown = String.join(", ", words.get(prompt));
      err.println(
          Text.plain(
              "%s: the model has never seen %s; it drew: %s"
                  .formatted(prompt, unknown, captions.get(index++))));
    }
  }
}
