package dev.sprout.gallery.page;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The gallery of everything that Sprout can show, drawn by its own command line. */
public final class Gallery {
  private static final List<Section> SECTIONS =
      List.of(
          new ConceptsSection(),
          new SeedsSection(),
          new TrajectorySection(),
          new EntitiesSection(),
          new EditingSection(),
          new InterpolationSection(),
          new CaptionsSection(),
          new TokensSection(),
          new VolumesSection(),
          new ScoresSection(),
          new TimesSection());

  private Gallery() {}

  /**
   * Draws everything and writes the page.
   *
   * @param work empty folder for all files that the calls make
   * @param home the source tree, with {@code models} and {@code gallery-tests/samples}
   * @param page file to write; it needs no other file
   * @throws dev.sprout.core.UserError when a call fails, or a file can't be written
   */
  public static void draw(Path work, Path home, GallerySize size, Path page) {
    Workshop workshop = new Workshop(work, home, size);
    Page gallery = new Page();
    for (Section section : SECTIONS) {
      Optional<String> obstacle = section.obstacle(workshop);
      Html content =
          obstacle.isPresent()
              ? Html.styled("p", "obstacle", Html.text(obstacle.get()))
              : section.content(workshop);
      gallery.add(section, content);
    }
    gallery.write(page);
  }
}
