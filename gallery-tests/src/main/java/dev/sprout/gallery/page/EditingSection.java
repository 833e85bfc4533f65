package dev.sprout.gallery.page;

import dev.sprout.pictures.Picture;
import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.List;

/** Pictures before and after an edit. */
final class EditingSection implements Section {
  private static final String STYLE = "noto";

  @Override
  public String title() {
    return "Editing";
  }

  @Override
  public String lead() {
    return "Real drawings before and after. White parts of a mask are redrawn; every pixel under black stays as"
        + " it is. Without a mask a picture is redrawn from noise of some strength: the more, the"
        + " less is kept.";
  }

  @Override
  public List<String> commands() {
    return List.of("generate");
  }

  @Override
  public Html content(Workshop workshop) {
    return Figures.side(3, List.of(inpainted(workshop), outpainted(workshop), varied(workshop)));
  }

  private static Html inpainted(Workshop workshop) {
    Path before = real(workshop, "red apple");
    int side = Picture.read(before).width();
    Mask half = Mask.white(side, new Rectangle(side / 2, 0, side, side));
    Path mask = workshop.write("half.png", half.picture());
    Path after = workshop.file("half-green.png");
    Workshop.Done edited = edit(workshop, "green apple", before, "--mask", mask.toString(), after);
    return Figures.figure(
        Figures.row(
            3,
            List.of(
                Figures.tile(before, "red apple before inpainting", "before"),
                Figures.tile(mask, "mask of inpainting", "mask"),
                Figures.tile(after, "apple after inpainting", "after"))),
        "Inpainting",
        edited);
  }

  private static Html outpainted(Workshop workshop) {
    Picture picture = Picture.read(real(workshop, "sunflower"));
    int side = picture.width();
    Rectangle middle = new Rectangle(side / 4, side / 4, side / 2, side / 2);
    Mask around = Mask.white(side, middle).inverted();
    Path before = workshop.write("middle.png", around.cleared(picture));
    Path mask = workshop.write("around.png", around.picture());
    Path after = workshop.file("continued.png");
    Workshop.Done edited = edit(workshop, "sunflower", before, "--mask", mask.toString(), after);
    return Figures.figure(
        Figures.row(
            3,
            List.of(
                Figures.tile(before, "middle before outpainting", "before"),
                Figures.tile(mask, "mask of outpainting", "mask"),
                Figures.tile(after, "sunflower after outpainting", "after"))),
        "Outpainting: the middle of a picture, continued",
        edited);
  }

  private static Html varied(Workshop workshop) {
    Path before = real(workshop, "owl");
    Path little = workshop.file("varied-0.5.png");
    Path much = workshop.file("varied-0.9.png");
    Workshop.Done first = edit(workshop, "penguin", before, "--strength", "0.5", little);
    Workshop.Done second = edit(workshop, "penguin", before, "--strength", "0.9", much);
    return Figures.figure(
        Figures.row(
            3,
            List.of(
                Figures.tile(before, "owl before variation", "before"),
                Figures.tile(little, "owl varied by 0.5", "strength 0.5"),
                Figures.tile(much, "owl varied by 0.9", "strength 0.9"))),
        "Variation: an owl on its way to a penguin",
        first,
        second);
  }

  /** The real picture of a concept in the style that is edited. */
  private static Path real(Workshop workshop, String concept) {
    Samples samples = Samples.read(workshop);
    return samples.all().stream()
        .filter(sample -> sample.concept().equals(concept) && sample.style().equals(STYLE))
        .map(samples::file)
        .findFirst()
        .orElseThrow();
  }

  private static Workshop.Done edit(
      Workshop workshop, String prompt, Path before, String option, String value, Path after) {
    return workshop.run(
        "generate",
        prompt,
        "--style",
        STYLE,
        "--image",
        before.toString(),
        option,
        value,
        "-o",
        after.toString());
  }
}
