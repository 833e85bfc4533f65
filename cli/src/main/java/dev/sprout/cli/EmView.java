package dev.sprout.cli;

import dev.sprout.volumes.view.FolderServer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Web server of a folder, for neuroglancer on the same machine. */
@Command(
    name = "view",
    description = "Serve a folder of volumes to neuroglancer on this machine, until interrupted.",
    footer = {"", "Example:", "  sprout em view segments.zarr"})
final class EmView extends CommonOptions implements Callable<Integer> {
  @Parameters(paramLabel = "FOLDER", description = "Zarr folder, or folder of Zarr folders.")
  private Path folder;

  @Option(
      names = "--port",
      defaultValue = "0",
      paramLabel = "N",
      description = "Port on 127.0.0.1, 0 to 65535; 0 takes a free one (default 0).")
  private int port;

  @Override
  public Integer call() throws InterruptedException {
    try (FolderServer server = new FolderServer(folder, port)) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("Serving " + folder + " at " + server.address());
      out.println("neuroglancer layer: " + server.neuroglancerSource(""));
      out.flush();
      new CountDownLatch(1).await(); // until the process is interrupted
    }
    return 0;
  }
}
