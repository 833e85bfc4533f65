package dev.sprout.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.nn.ops.Compute;
import dev.sprout.xar.classes.Condition;
import dev.sprout.xar.model.WeightChoice;
import dev.sprout.xar.pipeline.PicturePipeline;
import dev.sprout.xar.pipeline.PictureRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Scanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resident memory of a process that draws many pictures. */
class MemoryTest {
  private static final int WARM = 50;
  private static final int GENERATIONS = 300;

  @TempDir private Path folder;

  @Test
  void memoryStaysFlatOver300Generations() throws Exception {
    Path model = TinyModel.train(folder);
    Process process = Command.start(folder, List.of(), MemoryTest.class, model.toString());
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    Scanner scanner = new Scanner(said.substring(said.lastIndexOf("resident") + 8));
    double warm = scanner.nextLong();
    double end = scanner.nextLong();
    assertThat(end / warm).as(said).isBetween(0.95, 1.05);
  }

  /** Draws with the model of the first argument and prints the resident pages on the way. */
  public static void main(String[] arguments) throws IOException {
    try (PicturePipeline pipeline =
        PicturePipeline.load(Path.of(arguments[0]), WeightChoice.AVERAGED, Compute.CPU)) {
      var options = pipeline.card().defaults();
      List<Condition> conditions = List.of(pipeline.names().match("sun", null));
      long warm = 0;
      for (int i = 1; i <= GENERATIONS; i++) {
        pipeline.generate(PictureRequest.of(conditions, i, options));
        warm = i == WARM ? residentPages() : warm;
      }
      System.out.println("resident " + warm + " " + residentPages());
    }
  }

  private static long residentPages() throws IOException {
    Scanner statm = new Scanner(Files.readString(Path.of("/proc/self/statm")));
    statm.nextLong(); // the whole address space
    return statm.nextLong();
  }
}
