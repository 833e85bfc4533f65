package dev.sprout.gallery.page;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Scores of what this page drew, and of reconstructions. */
final class ScoresSection implements Section {
  @Override
  public String title() {
    return "Scores";
  }

  @Override
  public String lead() {
    return "The 32 drawn pictures of the first section against the 32 real ones of the same concepts"
        + " and styles, and what the autoencoder leaves of the real ones. So few pictures show how"
        + " scores are made, no more: docs/evaluation.md says how to read them.";
  }

  @Override
  public List<String> commands() {
    return List.of("generate", "evaluate generation", "evaluate reconstruction");
  }

  @Override
  public Html content(Workshop workshop) {
    return Figures.side(2, List.of(generation(workshop), reconstructions(workshop)));
  }

  private static Html generation(Workshop workshop) {
    Workshop.Done done =
        workshop.run(
            "evaluate",
            "generation",
            "--real",
            Samples.read(workshop).folder().toString(),
            "--fake",
            workshop.file(ConceptsSection.FOLDER).toString(),
            "--json");
    JsonObject report = JsonParser.parseString(done.out()).getAsJsonObject();
    JsonObject protocol = report.getAsJsonObject("protocol");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("generation", "value", "better is"));
    for (JsonElement element : report.getAsJsonArray("scores")) {
      JsonObject score = element.getAsJsonObject();
      boolean isBetterLow = score.get("isBetterLow").getAsBoolean();
      rows.add(
          List.of(
              score.get("name").getAsString(),
              number(score, "value"),
              isBetterLow ? "lower" : "higher"));
    }
    String caption =
        "%s real and %s drawn pictures, features of %s, protocol %s."
            .formatted(
                protocol.get("realCount").getAsString(),
                protocol.get("fakeCount").getAsString(),
                protocol.getAsJsonObject("features").get("extractor").getAsString(),
                report.get("protocolHash").getAsString().substring(0, 8));
    return Figures.figure(Figures.table(rows), caption, done);
  }

  private static Html reconstructions(Workshop workshop) {
    Workshop.Done done =
        workshop.run(
            "evaluate",
            "reconstruction",
            "--real",
            Samples.read(workshop).folder().toString(),
            "--model",
            "emoji",
            "--json");
    JsonObject scores =
        JsonParser.parseString(done.out()).getAsJsonObject().getAsJsonObject("scores");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("reconstruction", "value", "better is"));
    rows.add(List.of("PSNR (dB)", number(scores, "psnr"), "higher"));
    rows.add(List.of("SSIM", number(scores, "ssim"), "higher"));
    String distance = scores.get("distance").getAsString();
    rows.add(List.of(distance, number(scores, "frechetDistance"), "lower"));
    String caption = scores.get("pairs").getAsString() + " real pictures through the autoencoder.";
    return Figures.figure(Figures.table(rows), caption, done);
  }

  private static String number(JsonObject object, String field) {
    return String.format(Locale.ROOT, "%.3f", object.get(field).getAsDouble());
  }
}
