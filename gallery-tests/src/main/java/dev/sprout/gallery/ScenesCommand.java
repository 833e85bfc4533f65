package dev.sprout.gallery;

import dev.sprout.gallery.scenes.SceneReport;
import dev.sprout.gallery.scenes.SceneSection;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measurement of a model on scenes as tables. */
@Command(
    name = "gallery-tests/scenes",
    description = {
      "Measure what a model makes of scenes that it was never trained on: prompts, image ids,"
          + " captions.",
      "A judge that knows the drawings and no model counts what is right; its own errors on the"
          + " real scenes stand beside. Shares have Wilson's 95 %% intervals."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  gallery-tests/scenes --model models/emoji --data emoji"})
public final class ScenesCommand implements Callable<Integer> {
  @Option(names = "--model", required = true, paramLabel = "FOLDER", description = "Model folder.")
  private Path model;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder of tools/emoji/fetch FOLDER --transparent.")
  private Path data;

  @Option(
      names = "--scenes",
      defaultValue = "300",
      paramLabel = "N",
      description = "Scenes a table, 2 to 2000 (default ${DEFAULT-VALUE}).")
  private int scenes;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "Seed of scenes and pictures, from 1; 0 is that of the scenes that are trained on"
              + " (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "TABLE",
      description =
          "Tables to measure, of compose, count, single, roundtrip, captions, ids (default all).")
  private SceneSection[] only = SceneSection.values();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "File for all values, replaced after each table.")
  private Path json;

  @Spec private CommandSpec spec;

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(GalleryCommands.run(new ScenesCommand(), arguments));
  }

  @Override
  public Integer call() {
    Set<SceneSection> sections = EnumSet.copyOf(Arrays.asList(only));
    new SceneReport(model, data, scenes, seed)
        .print(sections, json, spec.commandLine().getOut(), spec.commandLine().getErr());
    return 0;
  }
}
