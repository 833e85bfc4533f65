package dev.sprout.cli;

import dev.sprout.core.Require;
import dev.sprout.core.Unbroken;
import dev.sprout.core.UserError;
import dev.sprout.engine.LoadOptions;
import dev.sprout.server.ServerOptions;
import dev.sprout.server.SproutServer;
import dev.sprout.xar.model.WeightChoice;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves models over HTTP. */
@Command(
    name = "serve",
    description = "Serve models over HTTP, with OpenAI's routes, until interrupted.",
    footer = {
      "",
      "Examples:",
      "  sprout serve",
      "  sprout serve --model emoji --model my-model --port 9000",
      "  sprout serve --host 0.0.0.0 --token-file token.txt"
    })
final class ServeCommand extends CommonOptions implements Callable<Integer> {
  private static final long MEBIBYTE = 1 << 20;
  private static final long MOST_SECONDS = 86_400;

  @Option(
      names = "--model",
      defaultValue = ModelFolders.PICTURES,
      paramLabel = "MODEL",
      description =
          "Shipped model's name, or model folder; repeatable, the first is the default model"
              + " (default ${DEFAULT-VALUE}).")
  private List<String> models;

  @Option(
      names = "--host",
      defaultValue = ServerOptions.LOOPBACK,
      paramLabel = "ADDRESS",
      description =
          "Address to listen on; one that other machines reach needs --token-file (default"
              + " ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "8080",
      paramLabel = "N",
      description = "Port, 0 to 65535; 0 takes a free one (default ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "File with the token that requests must show, 16 characters or more.")
  private Path tokenFile;

  @Option(
      names = "--origin",
      paramLabel = "URL",
      description = "Origin of pages elsewhere that may call, as https://example.org; repeatable.")
  private Set<String> origins = Set.of();

  @Option(
      names = "--max-memory",
      paramLabel = "MIB",
      description =
          "MiB of model files in memory at a time; models that were not used for longest are"
              + " unloaded (default no limit).")
  private Integer memory;

  @Option(
      names = "--grace",
      defaultValue = "10",
      paramLabel = "SECONDS",
      description =
          "Time that running jobs get when the server is stopped (default ${DEFAULT-VALUE}).")
  private int grace;

  @Mixin private ComputeFlags compute;
  @Mixin private LimitFlags limits;

  @Override
  public Integer call() throws InterruptedException {
    Require.between("grace", grace, 0, MOST_SECONDS);
    ServerOptions options = options();
    SproutServer server = SproutServer.start(options);
    CountDownLatch stopped = new CountDownLatch(1);
    Unbroken.beforeEnd(
        () -> {
          server.close();
          stopped.countDown();
        });
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "Serving " + String.join(", ", options.models().keySet()) + " at " + server.address());
    out.flush();
    stopped.await(); // until the process is told to stop
    return 0;
  }

  private ServerOptions options() {
    compute.check();
    LoadOptions loading = new LoadOptions(WeightChoice.AVERAGED, compute.get(), null);
    return new ServerOptions(
        folders(),
        loading,
        host,
        port,
        token(),
        origins,
        limits.get(),
        memory == null ? Long.MAX_VALUE : MEBIBYTE * Require.positive("maxMemory", memory),
        Duration.ofSeconds(grace));
  }

  private Map<String, Path> folders() {
    ModelFolders installed = ModelFolders.installed(ModelFolders.Kind.PICTURES);
    Map<String, Path> folders = new LinkedHashMap<>();
    for (String given : models) {
      Path folder = installed.find(given);
      String name = folder.toAbsolutePath().normalize().getFileName().toString();
      if (folders.put(name, folder) != null) {
        throw UserError.unusable("model", "is given twice as %s; give one of them", name);
      }
    }
    return folders;
  }

  private String token() {
    if (tokenFile == null) {
      return null;
    }
    try {
      return Files.readString(tokenFile).strip();
    } catch (IOException e) {
      throw UserError.unusable("tokenFile", "is %s, which can't be read", tokenFile);
    }
  }
}
