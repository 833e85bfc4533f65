package dev.sprout.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.sprout.cli.SegmentationFlags;
import dev.sprout.cli.SproutCommand;
import dev.sprout.core.UserError;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.tokenunify.inference.AffinityModel;
import dev.sprout.tokenunify.inference.DistributedSegmentation;
import dev.sprout.tokenunify.inference.SegmentationStep;
import dev.sprout.tokenunify.model.Normalisation;
import dev.sprout.tokenunify.model.TokenUnifyConfig;
import dev.sprout.tokenunify.model.TokenUnifyFolder;
import dev.sprout.tokenunify.network.BlockSides;
import dev.sprout.tokenunify.network.MambaUnet;
import dev.sprout.tokenunify.network.MambaUnetConfig;
import dev.sprout.volumes.array.Block;
import dev.sprout.volumes.array.Coordinate;
import dev.sprout.volumes.array.ElementType;
import dev.sprout.volumes.array.Nanometers;
import dev.sprout.volumes.zarr.Content;
import dev.sprout.volumes.zarr.OmeZarrLayout;
import dev.sprout.volumes.zarr.OmeZarrWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Segmentations on Spark with a small network, against the plain command on one thread. */
class EmSegmentJobTest {
  private static final Coordinate SHAPE = new Coordinate(18, 24, 28);
  private static final Nanometers CUBIC = new Nanometers(10, 10, 10);
  private static final Queue<String> WORKED = new ConcurrentLinkedQueue<>();

  @TempDir private Path folder;

  @BeforeEach
  void writeVolumeAndModel() throws IOException {
    WORKED.clear();
    byte[] grey = new byte[(int) SHAPE.volume()];
    for (int i = 0; i < grey.length; i++) {
      int x = i % 28;
      int y = i / 28 % 24;
      int z = i / (28 * 24);
      grey[i] = (byte) ((x + z) % 11 < 2 || (y + z / 2) % 9 < 2 ? 30 + i % 7 : 180 + i % 31);
    }
    OmeZarrLayout layout =
        OmeZarrLayout.usual(
            "raw", Content.INTENSITIES, SHAPE, ElementType.UINT8, Optional.of(CUBIC));
    OmeZarrWriter.open(folder.resolve("raw.zarr"), layout)
        .write(0, Coordinate.ZERO, Block.ofUint8(SHAPE, grey));
    MambaUnetConfig sizes = new MambaUnetConfig(List.of(4, 4, 4, 4), 4, List.of(1, 3, 3), 1, 3, 5);
    TokenUnifyConfig config =
        new TokenUnifyConfig(
            sizes,
            new BlockSides(16, 16, 16),
            Normalisation.MIN_MAX,
            TokenUnifyConfig.NEAREST,
            List.of(CUBIC),
            null);
    try (NDManager manager = ComputeDevice.CPU.newManager()) {
      TokenUnifyFolder.write(
          Files.createDirectory(folder.resolve("model")),
          config,
          Weights.initialise(MambaUnet.parameters(sizes), 1, manager));
    }
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private String[] arguments(String out, String... options) {
    List<String> all =
        new ArrayList<>(List.of(at("raw.zarr"), "--model", at("model"), "-o", at(out)));
    all.addAll(List.of(options));
    return all.toArray(String[]::new);
  }

  private Job.Result job(String out, String... options) {
    List<String> all = new ArrayList<>(List.of("em-segment"));
    all.addAll(List.of(arguments(out, options)));
    return Job.run(all.toArray(String[]::new));
  }

  private String done(String out, String... options) {
    Job.Result result = job(out, options);
    assertThat(result.code()).as(result.err()).isZero();
    return result.out();
  }

  private String plain(String out, String... options) {
    Engine.getInstance();
    JniUtils.setNumThreads(1);
    StringWriter printed = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of("em", "segment"));
    all.addAll(List.of(arguments(out, options)));
    int code =
        SproutCommand.run(
            new PrintWriter(printed), new PrintWriter(err), all.toArray(String[]::new));
    assertThat(code).as(err.toString()).isZero();
    return printed.toString();
  }

  private static String[] with(String[] options, String... more) {
    return Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new);
  }

  private void isEqual(String first, String second) throws IOException {
    assertThat(Job.files(folder.resolve(first))).isEqualTo(Job.files(folder.resolve(second)));
  }

  @Test
  void labelsAreThoseOfThePlainCommandToTheByte() throws IOException {
    String[] rest = {"--region=1:,:,3:", "--fragments=volume", "--method=mean"};
    String printed = plain("plain.zarr", rest);
    assertThat(done("one.zarr", with(rest, "--block=9,24,14", "--master=local[1]")))
        .isEqualTo(printed.replace("plain.zarr", "one.zarr"));
    done("two.zarr", with(rest, "--block=17,11,25", "--master=local[2]"));
    isEqual("one.zarr", "plain.zarr");
    isEqual("two.zarr", "plain.zarr");
    assertThat(folder).isDirectoryNotContaining("glob:**.work");
  }

  /** Dies in the first attempts of each second task of a step, before and after its work. */
  private record Dying(SegmentationWork work, SegmentationStep step, int attempts)
      implements SegmentationTasks.Work {
    @Override
    public void run(SegmentationStep now, int... numbers) {
      boolean dies =
          now == step && numbers[0] % 2 == 1 && TaskContext.get().attemptNumber() < attempts;
      if (dies && numbers[0] % 4 == 1) {
        throw new IllegalStateException("a task dies");
      }
      work.run(now, numbers);
      if (dies) {
        throw new IllegalStateException("a task dies");
      }
      WORKED.add(now + " " + numbers[0]);
    }
  }

  /** Flags as a command has them. */
  @CommandLine.Command
  private static final class Holder {
    @CommandLine.Mixin private SegmentationFlags flags;
  }

  private void dying(String out, SegmentationStep step, int attempts) {
    Holder holder = new Holder();
    new CommandLine(holder)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(arguments(out, "--block=8,16,16"));
    SegmentationFlags flags = holder.flags;
    TokenUnifyFolder model = flags.folder();
    AffinityModel network = flags.network(model);
    SparkSession session = Job.session("local[2,4]"); // up to four attempts of a task
    try (DistributedSegmentation job =
        new DistributedSegmentation(
            flags.address(), null, network.on(1), flags.options(model), flags.output(), false)) {
      SegmentationWork work =
          new SegmentationWork(flags, network.identity(), job.range(), at(out), 1);
      job.run(
          new SegmentationTasks(session, new Dying(work, step, attempts)),
          (now, count, total) -> {});
    } finally {
      session.stop();
    }
  }

  @Test
  void tasksThatDieAreDoneAgain() throws IOException {
    plain("plain.zarr");
    for (SegmentationStep step : List.of(SegmentationStep.WINDOWS, SegmentationStep.CONTACTS)) {
      dying(step + ".zarr", step, 3);
      isEqual(step + ".zarr", "plain.zarr");
    }
  }

  @Test
  void aJobThatWasStoppedGoesOnWithItsTasks() throws IOException {
    plain("plain.zarr");
    assertThatThrownBy(() -> dying("out.zarr", SegmentationStep.FRAGMENTS, 99))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a task dies");
    assertThat(folder.resolve("out.zarr")).doesNotExist();
    Job.Result other = job("out.zarr", "--overlap=0.5", "--block=8,16,16", "--master=local[1]");
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err()).contains("is the journal of another job");
    assertThat(WORKED).contains("WINDOWS 0", "AFFINITIES 0");
    WORKED.clear();
    dying("out.zarr", SegmentationStep.FRAGMENTS, 0);
    assertThat(WORKED)
        .noneMatch(task -> task.startsWith("WINDOWS") || task.startsWith("AFFINITIES"))
        .contains("FRAGMENTS 1", "CONTACTS 0");
    isEqual("out.zarr", "plain.zarr");
  }

  @Test
  void wrongUsageIsRefused() {
    Job.Result threshold = job("x.zarr", "--method=multicut", "--threshold=0.3");
    assertThat(threshold.code()).isEqualTo(2);
    assertThat(threshold.err()).contains("--threshold is for agglomeration");
    Job.Result region = job("x.zarr", "--region=0:99,:,:", "--master=local[1]");
    assertThat(region.code()).isEqualTo(2);
    assertThat(region.err()).contains("--region is 0:99,:,:");
    Job.Result volume =
        Job.run("em-segment", at("none.h5"), "--model", at("model"), "-o", at("x.zarr"));
    assertThat(volume.code()).isEqualTo(2);
    assertThat(volume.err()).contains("none.h5");
    assertThat(Job.run("paint").err()).contains("em-segment");
    assertThat(folder.resolve("x.zarr.work")).doesNotExist();
  }
}
