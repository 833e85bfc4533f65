package dev.sprout.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code sprout} in a small clone, with a java that prints how it was called. */
class LauncherTest {
  private static final String MAVEN =
      """
      #!/bin/sh
      echo built >>"$CALLS"
      echo '[INFO] Building cli 0.1.0   [1/1]'
      while [ "$1" != -f ]; do shift; done
      cd "${2%/pom.xml}"
      mkdir -p $4/target/lib
      touch $4/target/lib/pytorch-native-cpu-2.7.1.jar
      [ -z "$STOP" ] || exit 1
      touch $4/target/$4-0.1.0.jar
      """;
  private static final String JAVA =
      """
      #!/bin/sh
      if [ "$1" = -version ]; then
        echo 'Picked up JAVA_TOOL_OPTIONS: -Dx="1"' >&2
        echo "openjdk version \\"$VERSION\\" 2025-04-15" >&2
        echo "OpenJDK Runtime Environment (build $VERSION+6)" >&2
      else
        printf '%s\\n' "$@" "$LC_ALL" "spins $GOMP_SPINCOUNT"
      fi
      """;

  @TempDir private Path folder;
  private Path clone;

  /** What a start of the script left behind. */
  private record Started(int code, String out, String err) {}

  @BeforeEach
  void makeClone() throws IOException {
    clone = Files.createDirectories(folder.resolve("clone of it"));
    script(clone.resolve("sprout"), Files.readString(Path.of("../sprout")));
    script(folder.resolve("bin/mvn"), MAVEN);
    script(folder.resolve("bin/java"), JAVA);
    Path sources = Files.createDirectories(clone.resolve("core/src/main"));
    for (Path file : List.of(clone.resolve("pom.xml"), clone.resolve("core/pom.xml"))) {
      Files.writeString(file, "");
    }
    Files.writeString(sources.resolve("A.java"), "");
  }

  @Test
  void theFirstCommandBuildsAndTheNextOneDoesNot() throws Exception {
    Started first = start(Map.of(), "models");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.err()).contains("building cli, 1 of 1").doesNotContain("\u001b");
    assertThat(start(Map.of(), "models").err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aChangedSourceIsBuilt() throws Exception {
    start(Map.of(), "models");
    FileTime later = FileTime.from(Instant.now().plusSeconds(60));
    Files.setLastModifiedTime(clone.resolve("core/src/main/A.java"), later);
    start(Map.of(), "models");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void aDeletedSourceIsBuilt() throws Exception {
    start(Map.of(), "models");
    Files.delete(clone.resolve("core/src/main/A.java"));
    start(Map.of(), "models");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void aStoppedBuildIsMadeAgain() throws Exception {
    Started stopped = start(Map.of("STOP", "1"), "models");
    assertThat(stopped.code()).isEqualTo(1);
    assertThat(stopped.err()).contains("the build failed");
    assertThat(start(Map.of(), "models").code()).isZero();
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void theCommandIsStartedWithItsArguments() throws Exception {
    Started started = start(Map.of("SPROUT_JAVA_OPTS", "-Xmx1g  -Da=*"), "generate", "red apple");
    assertThat(started.out().lines())
        .containsSubsequence("-Xmx1g", "-Da=*", "-jar", jar().toString(), "generate", "red apple")
        .doesNotContain("-cp");
  }

  @Test
  void jobsOnSparkAreBuiltBesideTheCommand() throws Exception {
    start(Map.of(), "models");
    Started started = start(Map.of("SPROUT_JAVA_OPTS", "-Xmx1g"), "spark", "caption", "a b");
    assertThat(started.code()).as(started.err()).isZero();
    Path target = clone.resolve("spark/target");
    assertThat(started.out().lines())
        .containsSubsequence(
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "-Xmx1g",
            "-cp",
            target.resolve("spark-0.1.0.jar") + ":" + target + "/spark-lib/*",
            "dev.sprout.spark.Main",
            "caption",
            "a b");
    start(Map.of(), "spark", "caption", "a b");
    start(Map.of(), "models");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void itIsFoundThroughLinksAndWhateverCdpathSays() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), clone.resolve("sprout"));
    assertThat(start(Map.of(), List.of(link.toString())).out()).contains(jar().toString());
    Map<String, String> environment = Map.of("CDPATH", folder.toString());
    assertThat(start(environment, List.of("clone of it/sprout")).out()).contains(jar().toString());
  }

  @Test
  void aColonInThePathIsLedAround() throws Exception {
    clone = Files.move(clone, folder.resolve("a:b"));
    List<String> command = start(Map.of(), "models").out().lines().toList();
    Path led = Path.of(command.get(command.indexOf("-jar") + 1));
    assertThat(led.toString()).doesNotContain(":");
    assertThat(Files.isSameFile(led, jar())).isTrue();
  }

  @Test
  void wrapperScriptsAreAskedForTheirVersion() throws Exception {
    Started old = start(Map.of("VERSION", "11.0.2"), "models");
    assertThat(old.code()).isEqualTo(1);
    assertThat(old.err()).contains("Java 17 or newer is needed", "11.0.2");
    assertThat(start(Map.of("VERSION", "25"), "models").code()).isZero();
  }

  @Test
  void lettersArriveWholeInALocaleWithoutAny() throws Exception {
    assertThat(start(Map.of("LC_ALL", "C"), "models").out().lines()).contains("C.UTF-8");
    assertThat(start(Map.of("LC_ALL", "C.UTF-8"), "models").out().lines()).contains("C.UTF-8");
  }

  @Test
  void waitingThreadsSpinAsTheUserSaysOrShortly() throws Exception {
    assertThat(start(Map.of(), "models").out()).contains("spins 1000");
    assertThat(start(Map.of("GOMP_SPINCOUNT", "7"), "models").out()).contains("spins 7");
    assertThat(start(Map.of("OMP_WAIT_POLICY", "passive"), "models").out().lines())
        .contains("spins ");
  }

  private Path jar() {
    return clone.resolve("cli/target/cli-0.1.0.jar");
  }

  private long builds() throws IOException {
    return Files.readAllLines(folder.resolve("calls")).size();
  }

  private Started start(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(clone.resolve("sprout").toString()));
    command.addAll(List.of(arguments));
    return start(environment, command);
  }

  private Started start(Map<String, String> environment, List<String> command) throws Exception {
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile()).redirectError(err.toFile());
    Map<String, String> all = builder.environment();
    List.of("JAVA_HOME", "GOMP_SPINCOUNT", "OMP_WAIT_POLICY", "LC_ALL").forEach(all::remove);
    all.put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    all.put("CALLS", folder.resolve("calls").toString());
    all.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    all.put("VERSION", "17.0.15");
    all.putAll(environment);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Started(process.waitFor(), out, Files.readString(err));
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
