package dev.sprout.tools.emoji;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;

/** Drawing of all concepts in all their styles into a folder, on two threads. */
final class Illustrator {
  private static final int THREADS = 2;

  private final List<PictureSet> sets;
  private final Path folder;
  private final Ground ground;

  Illustrator(List<PictureSet> sets, Path folder, Ground ground) {
    this.sets = List.copyOf(sets);
    this.folder = folder;
    this.ground = ground;
  }

  /** Draws the concepts; results are in the order of concepts. */
  List<DrawnConcept> draw(List<Concept> concepts) throws IOException, InterruptedException {
    for (PictureSet set : sets) {
      Files.createDirectories(folder.resolve("images").resolve(set.style().toString()));
    }
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      return results(threads.invokeAll(concepts.stream().map(this::task).toList()));
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<DrawnConcept> results(List<Future<DrawnConcept>> futures)
      throws IOException, InterruptedException {
    List<DrawnConcept> drawn = new ArrayList<>();
    for (Future<DrawnConcept> future : futures) {
      try {
        drawn.add(future.get());
      } catch (ExecutionException e) {
        throw new IOException("drawing stopped: " + e.getCause(), e);
      }
    }
    return drawn;
  }

  private Callable<DrawnConcept> task(Concept concept) {
    return () -> draw(concept);
  }

  private DrawnConcept draw(Concept concept) throws IOException {
    List<Style> styles = new ArrayList<>();
    Map<Style, String> failures = new EnumMap<>(Style.class);
    for (PictureSet set : sets) {
      Optional<byte[]> file = set.find(concept);
      if (file.isPresent()) {
        Optional<String> failure = draw(concept, set, file.get());
        failure.ifPresentOrElse(
            reason -> failures.put(set.style(), reason), () -> styles.add(set.style()));
      }
    }
    return new DrawnConcept(concept, styles, failures);
  }

  // Gives why the file cannot be read, if it cannot; a picture that cannot be stored is an error.
  private Optional<String> draw(Concept concept, PictureSet set, byte[] file) throws IOException {
    Path png = folder.resolve(PictureRow.file(concept, set.style()));
    try {
      var picture = set.painter().paint(file, ground);
      return ImageIO.write(picture, "png", png.toFile())
          ? Optional.empty()
          : Optional.of("no PNG writer");
    } catch (UnreadablePictureException e) {
      return Optional.of(e.getMessage());
    }
  }
}
