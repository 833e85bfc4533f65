package dev.sprout.tools.emoji;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Builds the emoji picture folder from packed npm packages.
 *
 * <p>Exit status 0: the folder is complete. 1: it could not be written, or more than one picture in
 * a hundred was unreadable. 2: wrong arguments.
 */
public final class Main {
  private static final String USAGE = "usage: Main PACKAGES_DIR OUT_DIR [--force] [--transparent]";

  private Main() {}

  /** Runs the tool with arguments PACKAGES_DIR OUT_DIR [--force] [--transparent]. */
  public static void main(String[] args) throws InterruptedException {
    List<String> folders = new ArrayList<>(Arrays.asList(args));
    boolean force = folders.remove("--force");
    Ground ground = folders.remove("--transparent") ? Ground.TRANSPARENT : Ground.WHITE;
    if (folders.size() != 2 || folders.stream().anyMatch(folder -> folder.startsWith("-"))) {
      System.err.println(USAGE);
      System.exit(2);
    }
    System.exit(run(Path.of(folders.get(0)), Path.of(folders.get(1)), force, ground));
  }

  private static int run(Path packages, Path out, boolean force, Ground ground)
      throws InterruptedException {
    try {
      return make(packages, out, force, ground) ? 0 : 1;
    } catch (IOException e) {
      System.err.println("error: " + e.getMessage());
      return 1;
    }
  }

  private static boolean make(Path packages, Path out, boolean force, Ground ground)
      throws IOException, InterruptedException {
    ImageIO.setUseCache(false);
    try (NewFolder folder = NewFolder.startedAt(out, force)) {
      Illustrator illustrator =
          new Illustrator(new PictureSets(packages).open(), folder.path(), ground);
      List<DrawnConcept> drawn = illustrator.draw(ConceptTable.load());
      Report report = new Report(drawn);
      report.warnings().forEach(System.err::println);
      System.out.println(report.summary());
      if (report.isFailure()) {
        System.err.println("error: too many unreadable pictures; " + out + " is not written");
        return false;
      }
      Catalogue.of(drawn).writeTo(folder.path());
      folder.publish();
      return true;
    }
  }
}
