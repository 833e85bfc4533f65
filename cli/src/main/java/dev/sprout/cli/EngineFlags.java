package dev.sprout.cli;

import dev.sprout.engine.LoadOptions;
import dev.sprout.engine.Provenance;
import dev.sprout.engine.Sprout;
import dev.sprout.xar.model.WeightChoice;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of inference: model, adapter, device, precision. */
public final class EngineFlags implements Serializable {
  private static final long serialVersionUID = 1L;

  @Mixin private ModelOption model;
  @Mixin private ComputeFlags compute;

  @Option(
      names = "--adapter",
      paramLabel = "FOLDER",
      description = "LoRA adapter of the language model (PEFT layout).")
  private String adapter;

  /** The provenance with the names of model and adapter as given. */
  public Provenance noted(Provenance provenance) {
    Provenance noted = provenance.with("model", model.name());
    return adapter == null ? noted : noted.with("adapter", adapter);
  }

  /**
   * The model folder.
   *
   * @throws dev.sprout.core.UserError when there is none
   */
  public Path folder() {
    return model.folder();
  }

  /** The folder of the adapter, if one is given. */
  public Optional<Path> adapter() {
    return Optional.ofNullable(adapter).map(Path::of);
  }

  /** Device and precision as given. */
  public String compute() {
    return compute.toString();
  }

  /** Checks options that need no engine. */
  public void check() {
    compute.check();
  }

  /** Opens the model. */
  public Sprout open() {
    return open(WeightChoice.AVERAGED);
  }

  /** Opens the model with a choice of the weights of a training checkpoint. */
  public Sprout open(WeightChoice choice) {
    return open(choice, model.folder(), adapter().orElse(null));
  }

  /**
   * Opens the model from copies of its folder and its adapter's.
   *
   * @param adapterFolder the adapter's; null without one
   */
  public Sprout open(WeightChoice choice, Path folder, Path adapterFolder) {
    check();
    return Sprout.load(folder, new LoadOptions(choice, compute.get(), adapterFolder));
  }
}
