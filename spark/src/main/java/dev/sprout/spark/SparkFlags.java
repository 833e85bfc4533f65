package dev.sprout.spark;

import dev.sprout.cli.ModelFolders;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** Where Spark runs, and what a task takes of it. */
final class SparkFlags {
  private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\d+|\\*)(?:,\\d+)?])?");
  private static final Pattern CLUSTER =
      Pattern.compile("(?:spark|k8s)://.+|yarn|local-cluster\\[.+]");
  private static final String MASTER = "spark.master";
  private static final String JAVA_OPTIONS = "spark.executor.extraJavaOptions";

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Spark's master: local[2] for two cores of this machine, spark://HOST:7077 and others"
              + " (default that of spark-submit, or else local[*]).")
  private String master;

  @Option(names = "--conf", paramLabel = "KEY=VALUE", description = "Setting of Spark; repeatable.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--threads",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "Cores of a task, on which its networks compute (default ${DEFAULT-VALUE}). Results of"
              + " another number differ in their last digits.")
  private int threads;

  @Option(
      names = "--ship-model",
      description =
          "Send the files of the model, its adapter or the feature network to the executors, in"
              + " place of reading them at paths that all machines see.")
  private boolean shipsModel;

  /** Whether Spark sends the files of networks to the executors. */
  boolean shipsModel() {
    return shipsModel;
  }

  /** The model where executors find it: its own place, or where Spark puts it. */
  ModelSource placed(ModelSource model, SparkSession session) {
    return shipsModel ? model.shipped(session.sparkContext()) : model;
  }

  /** Threads of a task. */
  int threads() {
    return threads;
  }

  /**
   * Works with a session of Spark, which ends with the work.
   *
   * @throws UserError for settings that don't go together
   */
  void use(String name, Consumer<SparkSession> work) {
    SparkSession session = open(name);
    try {
      work.accept(session);
    } finally {
      session.stop();
    }
  }

  private SparkSession open(String name) {
    Require.between("threads", threads, 1, 1024);
    SparkConf conf = new SparkConf().setAppName("sprout " + name);
    settings.forEach(conf::set);
    if (master != null) {
      conf.set(MASTER, master);
    }
    conf.setIfMissing(MASTER, "local[*]");
    conf.set("spark.task.cpus", String.valueOf(threads));
    Matcher local = LOCAL.matcher(conf.get(MASTER));
    if (local.matches()) {
      embed(conf, local.group(1));
    } else if (!CLUSTER.matcher(conf.get(MASTER)).matches()) {
      throw UserError.invalid(
          "master",
          conf.get(MASTER),
          "local, local[N], local[*], spark://HOST:PORT, k8s://ADDRESS, yarn");
    } else {
      equip(conf);
    }
    SparkSession session = SparkSession.builder().config(conf).getOrCreate();
    if (!local.matches()) {
      SproutJars.add(session.sparkContext());
    }
    return session;
  }

  private void embed(SparkConf conf, String cores) {
    int all = Runtime.getRuntime().availableProcessors();
    int given = cores == null ? 1 : cores.equals("*") ? all : Integer.parseInt(cores);
    if (threads > given) {
      throw UserError.invalid(
          "threads",
          threads,
          "a whole number up to the %d of %s".formatted(given, conf.get(MASTER)));
    }
    conf.setIfMissing("spark.driver.host", "127.0.0.1");
    conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    conf.setIfMissing("spark.ui.enabled", "false");
  }

  /** Gives executors the surroundings that the launcher gives to the plain command. */
  private static void equip(SparkConf conf) {
    Path home = ModelFolders.parent().toAbsolutePath().normalize().getParent();
    conf.setIfMissing("spark.executorEnv.SPROUT_HOME", home.toString());
    conf.setIfMissing("spark.executorEnv.GOMP_SPINCOUNT", "1000");
    conf.setIfMissing("spark.executorEnv.MALLOC_TRIM_THRESHOLD_", "4294967296");
    conf.setIfMissing("spark.executorEnv.MALLOC_MMAP_THRESHOLD_", "4294967296");
    conf.set(JAVA_OPTIONS, ("-Doffline=true " + conf.get(JAVA_OPTIONS, "")).strip());
  }
}
