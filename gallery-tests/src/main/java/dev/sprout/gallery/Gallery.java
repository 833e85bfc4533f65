package dev.sprout.gallery;

import dev.sprout.core.UserError;
import dev.sprout.pictures.Picture;
import dev.sprout.pictures.Png;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Gallery of the emoji model: pictures drawn by the sprout command, on a page. */
final class Gallery {
  /** File name of the page. */
  static final String PAGE = "index.html";

  private static final List<String> PROMPTS =
      List.of("red apple", "cat face", "rocket", "sunflower", "house", "guitar", "octopus", "owl");
  private static final List<String> STYLES = List.of("noto", "twemoji", "fluent-flat", "fluent-3d");
  private static final List<String> GUIDANCE = List.of("1", "2", "4");
  private static final List<String> STRENGTHS = List.of("0.3", "0.6", "0.9");

  /** Pictures of each entity of a trajectory. */
  private static final int SHOWN = 8;

  private final Path folder;
  private final List<String> common;
  private final GalleryPage page = new GalleryPage("Sprout");

  /**
   * Creates a gallery.
   *
   * @param folder existing folder
   * @param common options common to all commands
   */
  Gallery(Path folder, List<String> common) {
    this.folder = folder;
    this.common = List.copyOf(common);
  }

  /**
   * Draws all pictures and writes the page last.
   *
   * @throws UserError when a command fails or a file can't be written
   */
  void draw() {
    prompts();
    guidance();
    inpainting();
    outpainting();
    variations();
    interpolation();
    trajectory();
    page.write(folder.resolve(PAGE));
  }

  private void prompts() {
    page.section(
        "Prompts, styles, seeds",
        "Rows: " + String.join(", ", PROMPTS) + ". Columns: seeds that follow each other.");
    for (String style : STYLES) {
      show(style + ".png", generate(PROMPTS, "--style", style, "--count", "3", "--grid"));
    }
  }

  private void guidance() {
    page.section("Guidance", "From none to strong; the same seeds.");
    List<String> prompts = List.of("hamburger", "castle", "fox");
    for (String scale : GUIDANCE) {
      String file = "guidance-" + scale + ".png";
      show(file, generate(prompts, "--guidance", scale, "--count", "4", "--grid"));
    }
  }

  private void inpainting() {
    page.section(
        "Inpainting", "White parts of the mask are redrawn; every pixel under black is kept.");
    show("given.png", generate(List.of("red apple"), "--style", "noto", "-o"));
    int side = read("given.png").width();
    show("mask.png", Mask.white(side, new Rectangle(side / 2, 0, side, side)));
    show("inpainted.png", edit("green apple", "given.png", "--mask", path("mask.png")));
  }

  private void outpainting() {
    page.section("Outpainting", "The middle of a picture, continued outwards.");
    show("whole.png", generate(List.of("sunflower"), "--style", "noto", "-o"));
    Picture whole = read("whole.png");
    int side = whole.width();
    Rectangle middle = new Rectangle(side / 4, side / 4, side / 2, side / 2);
    Mask around = Mask.white(side, middle).inverted();
    Png.write(folder.resolve("middle.png"), around.cleared(whole), Map.of());
    page.picture("middle.png", "middle.png");
    show("around.png", around);
    show("outpainted.png", edit("sunflower", "middle.png", "--mask", path("around.png")));
  }

  private void variations() {
    page.section(
        "Variations", "Resampled from noise times 0.3, 0.6 and 0.9: more strength keeps less.");
    show("dog.png", generate(List.of("dog face"), "--style", "noto", "-o"));
    for (String strength : STRENGTHS) {
      show("varied-" + strength + ".png", edit("cat face", "dog.png", "--strength", strength));
    }
  }

  private void interpolation() {
    page.section(
        "Interpolation", "From one class to another, and from one seed to another on the way.");
    show("strip.png", interpolate("dog face", "cat face"));
    String[] seeds = {"--seed", "1", "--to-seed", "2"};
    show("seeds.png", interpolate("house", "castle", seeds));
  }

  private void trajectory() {
    page.section(
        "Trajectory",
        "A row is a cell: earlier ones are finished, later ones empty. It shows the predicted"
            + " picture,"
            + " every few evaluations.");
    String steps = path("trajectory");
    String command =
        run(
            "rocket.png",
            generate(List.of("rocket"), "--style", "noto", "--trajectory", steps, "-o"));
    page.pictures(rows(folder.resolve("trajectory")), command);
  }

  /** Draws a picture by a command that ends with its file option. */
  private void show(String file, List<String> words) {
    page.picture(file, run(file, words));
  }

  private String run(String file, List<String> words) {
    List<String> all = new ArrayList<>(words);
    all.addAll(words.size() - 1, common);
    all.add(path(file));
    SproutCall call = new SproutCall(folder, all);
    call.run();
    return call.toString();
  }

  private static List<String> generate(List<String> prompts, String... options) {
    return Stream.of(List.of("generate"), prompts, Arrays.asList(options))
        .flatMap(Collection::stream)
        .toList();
  }

  private static List<String> interpolate(String from, String to, String... seeds) {
    return Stream.of(
            List.of("interpolate", from, to), Arrays.asList(seeds), List.of("--frames", "8", "-o"))
        .flatMap(Collection::stream)
        .toList();
  }

  private List<String> edit(String prompt, String image, String option, String value) {
    return generate(
        List.of(prompt), "--style", "noto", "--image", path(image), option, value, "-o");
  }

  private Picture read(String file) {
    return Picture.read(folder.resolve(file));
  }

  private String path(String file) {
    return folder.resolve(file).toString();
  }

  private void show(String file, Mask mask) {
    Png.write(folder.resolve(file), mask.picture(), Map.of());
    page.picture(file, file);
  }

  /** Pictures of a trajectory, one row per entity. */
  private static List<List<String>> rows(Path trajectory) {
    try (Stream<Path> files = Files.list(trajectory)) {
      return files
          .map(file -> trajectory.getFileName() + "/" + file.getFileName())
          .sorted()
          .collect(
              Collectors.groupingBy(
                  name -> name.substring(0, name.indexOf("-step")),
                  TreeMap::new,
                  Collectors.toList()))
          .values()
          .stream()
          .map(Gallery::chosen)
          .toList();
    } catch (IOException e) {
      throw UserError.failure(e, "%s can't be read: %s", trajectory, e.getMessage());
    }
  }

  /** Evenly spaced pictures of a row, with the last. */
  private static List<String> chosen(List<String> row) {
    int count = Math.min(SHOWN, row.size());
    return IntStream.rangeClosed(1, count)
        .mapToObj(k -> row.get(k * row.size() / count - 1))
        .toList();
  }
}
