package dev.sprout.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Electron-microscopy volumes; one subcommand per action. */
@Command(
    name = "em",
    description = "Work on electron-microscopy volumes: TIFF, PNG, HDF5, Zarr.",
    subcommands = {EmInfo.class, EmView.class, EmSegment.class, EmEvaluate.class, EmPictures.class},
    footer = {
      "",
      "Examples:",
      "  sprout em info sample.h5:volumes/raw",
      "  sprout em evaluate segments.zarr labels.tif"
    })
final class EmCommand extends CommonOptions implements Runnable {
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Name what to do: " + String.join(", ", spec.commandLine().getSubcommands().keySet()));
  }
}
