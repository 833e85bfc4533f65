package dev.sprout.cli;

import dev.sprout.engine.Provenance;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command that draws a picture again, from its provenance. */
final class AgainCommand {
  private AgainCommand() {}

  /** The command as one shell line. */
  static String of(Provenance provenance) {
    String options =
        provenance.options().entrySet().stream()
            .map(option -> "--" + option.getKey() + "=" + Text.shellWord(option.getValue()))
            .collect(Collectors.joining(" "));
    String target = provenance.get("count") == null ? "-o again.png" : "--grid again.png";
    List<String> subjects = subjects(provenance);
    String words = subjects.stream().map(Text::shellWord).collect(Collectors.joining(" "));
    boolean looksLikeOptions = subjects.stream().anyMatch(word -> word.startsWith("-"));
    return Stream.of("./sprout", verb(provenance), looksLikeOptions ? "" : words + " ")
            .collect(Collectors.joining(" "))
        + String.join(" ", classes(provenance) + options, target)
        + (looksLikeOptions ? " -- " + words : "");
  }

  private static String verb(Provenance provenance) {
    if (provenance.get("ids") != null) {
      return "detokenize";
    }
    return provenance.get("from") != null ? "interpolate" : "generate";
  }

  private static List<String> subjects(Provenance provenance) {
    if (provenance.get("ids") != null) {
      return List.of(provenance.get("ids").split(" ", -1));
    } else if (provenance.get("from") != null) {
      return List.of(provenance.get("from"), provenance.get("to"));
    }
    String prompt = provenance.get("prompt");
    return prompt == null ? List.of() : prompt.lines().toList();
  }

  /** Class options, when the run had no prompts. */
  private static String classes(Provenance provenance) {
    String names = provenance.get("class");
    return names == null || provenance.get("prompt") != null
        ? ""
        : names
            .lines()
            .map(name -> "--class=" + Text.shellWord(name) + " ")
            .collect(Collectors.joining());
  }
}
