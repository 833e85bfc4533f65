package dev.sprout.evaluation;

import dev.sprout.core.AtomicFile;
import dev.sprout.core.JsonFile;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.engine.GenerationRequest;
import dev.sprout.engine.SamplingChoices;
import dev.sprout.engine.Sprout;
import dev.sprout.engine.Subject;
import dev.sprout.nn.ops.Precision;
import dev.sprout.pictures.Png;
import dev.sprout.xar.pipeline.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Pictures that a model draws for an evaluation, in a folder that can be finished later. Picture k
 * is {@code k.png} of six digits, of class k modulo the number of classes, so that each class has
 * as many pictures as any other, or one more; its noise is that of seed + k. Styles alternate: each
 * class takes the next one at every round, so that none is left out. The hidden file {@code
 * .drawing.json} says what the folder is for.
 *
 * @param folder folder of the pictures, made if missing
 * @param count number of pictures, from 2 to 999,999
 * @param seed seed of the first picture
 * @param style name of a style, or null for all of the model's in turn
 * @param sampling sampling options
 * @param precision precision that the model draws in
 */
public record DrawnSet(
    Path folder,
    int count,
    long seed,
    String style,
    SamplingChoices sampling,
    Precision precision) {
  private static final String PLAN = ".drawing.json";
  private static final int MOST = 999_999;

  /** Pictures of one request: a multiple of the pipeline's batch. */
  private static final int SLICE = 128;

  /** Checks the number. */
  public DrawnSet {
    Require.present("sampling", sampling);
    Require.between("count", count, 2, MOST);
  }

  /** What a folder's pictures are drawn of. */
  record Plan(
      String model,
      String modelHash,
      int count,
      long seed,
      String style,
      String sampling,
      String precision) {}

  /**
   * Draws the pictures that are missing.
   *
   * @param done told the number of finished pictures after each slice
   * @throws UserError when the folder holds other things, or pictures of another plan
   */
  public void complete(Sprout model, IntConsumer done) {
    ModelCard card = model.card();
    prepare(plan(card));
    for (int begin = 0; begin < count; begin += SLICE) {
      int end = Math.min(begin + SLICE, count);
      if (IntStream.range(begin, end).anyMatch(k -> Files.notExists(file(k)))) {
        draw(model, begin, end);
      }
      done.accept(end);
    }
  }

  /**
   * Draws a slice as a whole, as rounding depends on the batch, and keeps what is there already.
   */
  private void draw(Sprout model, int begin, int end) {
    ModelCard card = model.card();
    List<Subject.ClassName> subjects =
        IntStream.range(begin, end).mapToObj(k -> subject(card, k)).toList();
    GenerationRequest request = GenerationRequest.of(subjects, seed + begin).withSampling(sampling);
    model.generate(
        request,
        drawn -> {
          Path file = file(begin + drawn.index());
          if (Files.notExists(file)) {
            Png.write(file, drawn.picture(), drawn.provenance().values());
          }
        });
  }

  private Plan plan(ModelCard card) {
    return new Plan(
        card.name(),
        card.hash(),
        count,
        seed,
        String.join(", ", styles(card)),
        sampling.over(card.defaults()).toString(),
        precision.toString());
  }

  private void prepare(Plan plan) {
    AtomicFile.makeFolder(folder);
    Path file = folder.resolve(PLAN);
    if (Files.exists(file)) {
      Plan stored = JsonFile.readRecord(file, Plan.class, UserError.Kind.FAILED);
      if (!stored.equals(plan)) {
        throw UserError.failure(
            "%s holds pictures of another evaluation: %s, now it is %s; name another folder",
            folder, CanonicalJson.of(stored), CanonicalJson.of(plan));
      }
    }
    refuseOthers(Files.exists(file));
    JsonFile.write(file, plan);
  }

  /** Refuses files that would be taken for drawn pictures. */
  private void refuseOthers(boolean isBegun) {
    Set<String> own = new HashSet<>();
    for (int k = 0; isBegun && k < count; k++) {
      own.add(file(k).getFileName().toString());
    }
    try (Stream<Path> files = Files.list(folder)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith(".") && !own.contains(name))
          .sorted()
          .findFirst()
          .ifPresent(
              name -> {
                throw UserError.failure(
                    "%s holds %s, which is not of this evaluation; name an empty folder",
                    folder, name);
              });
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", folder, AtomicFile.reason(e));
    }
  }

  private Path file(int k) {
    return folder.resolve(String.format(Locale.ROOT, "%06d.png", k));
  }

  private List<String> styles(ModelCard card) {
    return style == null ? card.styles() : List.of(style);
  }

  /** By name, or by number where an earlier class has the same name. */
  private Subject.ClassName subject(ModelCard card, int k) {
    List<String> classes = card.classes();
    int number = k % classes.size();
    String name = classes.get(number);
    List<String> styles = styles(card);
    int round = k / classes.size();
    return new Subject.ClassName(
        classes.indexOf(name) == number ? name : String.valueOf(number),
        styles.isEmpty() ? null : styles.get((number + round) % styles.size()));
  }
}
