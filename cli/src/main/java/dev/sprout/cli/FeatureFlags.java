package dev.sprout.cli;

import dev.sprout.core.UserError;
import dev.sprout.evaluation.PictureFeatures;
import dev.sprout.evaluation.features.EfficientNetLite0Extractor;
import dev.sprout.evaluation.features.FeatureExtractor;
import dev.sprout.evaluation.features.InceptionExtractor;
import dev.sprout.evaluation.features.Resize;
import dev.sprout.evaluation.features.TorchScriptExtractor;
import dev.sprout.evaluation.features.TorchScriptInput;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Choice of the network whose features are compared. */
public final class FeatureFlags implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final String LITE0 = "lite0";
  private static final String INCEPTION = "inception";
  private static final String NONE = "none";
  private static final String TORCHSCRIPT = ".pt";
  private static final String PRECISION = "fp32"; // of all networks here

  @Mixin private DeviceOption device;

  @Option(
      names = "--features",
      paramLabel = "NAME|FILE.pt",
      description =
          "Feature network: lite0 (EfficientNet-Lite0, ships with Sprout), inception (with"
              + " --weights), or a TorchScript program FILE.pt with FILE.json beside it, which"
              + " says what it takes (default lite0). A program runs with your rights.")
  private String features;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "Inception's weights, weights-inception-2015-12-05-6726825d.pth, as PyTorch tools for FID"
              + " use them.")
  private String weights;

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description = "Layer of the network (default its usual one).")
  private String layer;

  @Option(
      names = "--resize",
      paramLabel = "NAME",
      description =
          "Resize to the network's input: tf1 (TensorFlow 1, bilinear; the usual FID), clean"
              + " (Pillow, bicubic; clean-fid) or none (default the network's usual one).")
  private String resize;

  @Option(
      names = "--mixed-sizes",
      description = "Accept sets whose pictures differ in size; each is resized by itself.")
  private boolean mixedSizes;

  /** Whether no network is to be used. */
  boolean isNone() {
    return NONE.equals(features);
  }

  /** Refuses all choices, for work without pictures. */
  void refuse(String reason) {
    List<String> given = new ArrayList<>();
    addIf(features != null && !isNone(), "--features", given);
    addIf(weights != null, "--weights", given);
    addIf(layer != null, "--layer", given);
    addIf(resize != null, "--resize", given);
    addIf(mixedSizes, "--mixed-sizes", given);
    if (!given.isEmpty()) {
      throw UserError.badRequest(
          "%s: there is nothing to apply it to, as %s; leave it out",
          String.join(", ", given), reason);
    }
  }

  private static void addIf(boolean isGiven, String option, List<String> given) {
    if (isGiven) {
      given.add(option);
    }
  }

  /**
   * Checks what can be checked without loading anything.
   *
   * @throws UserError when a name is not known, or a file is missing
   */
  public void check() {
    device.check();
    resize();
    boolean isFile = name().endsWith(TORCHSCRIPT);
    if (!isFile && !List.of(LITE0, INCEPTION).contains(name())) {
      throw UserError.invalid("features", name(), "lite0, inception or a TorchScript file (.pt)");
    } else if (weights != null && !name().equals(INCEPTION)) {
      throw UserError.unusable("weights", "is for --features inception only; leave it out");
    } else if (weights == null && name().equals(INCEPTION)) {
      throw UserError.unusable(
          "weights",
          "is missing. Inception's weights are not Sprout's to ship: give the file"
              + " weights-inception-2015-12-05-6726825d.pth, which the PyTorch tools for FID"
              + " download by that name; its SHA-256 begins with 6726825d. Accepted are its tensors"
              + " as .pth or .safetensors");
    }
    if (resize != null && name().equals(LITE0)) {
      throw UserError.unusable(
          "resize", "is for other networks; pictures of lite0 are resized in one way, clean");
    }
    requireFile(file());
    if (isFile && !Files.isRegularFile(description(file()))) {
      throw UserError.failure(
          "%s is missing: it says what %s takes, for instance {\"size\": 224, \"type\":"
              + " \"float32\", \"mean\": [0.485, 0.456, 0.406], \"std\": [0.229, 0.224, 0.225],"
              + " \"resize\": \"bicubic\"}",
          description(file()), features);
    }
  }

  private static void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw UserError.failure("%s is no file", file);
    }
  }

  private String name() {
    return features == null ? LITE0 : features;
  }

  /** The given resize, or null for the network's usual one. */
  private Resize resize() {
    if (resize == null) {
      return null;
    }
    return switch (resize.toLowerCase(Locale.ROOT)) {
      case "tf1" -> Resize.TENSORFLOW_BILINEAR;
      case "clean" -> Resize.BICUBIC;
      case "none" -> Resize.NONE;
      default -> throw UserError.invalid("resize", resize, "tf1, clean or none");
    };
  }

  /**
   * Loads the network; {@link #check} comes first.
   *
   * @throws UserError when its weights can't be read, or it lacks the layer
   */
  public PictureFeatures open() {
    return open(file());
  }

  /**
   * Loads the network from a copy of its files.
   *
   * @param file copy of {@link #file}, with copies of all {@link #files} beside it
   */
  public PictureFeatures open(Path file) {
    FeatureExtractor extractor = load(file);
    try {
      String chosen = layer == null ? extractor.usualLayer() : layer;
      return new PictureFeatures(extractor, chosen, PRECISION, mixedSizes);
    } catch (UserError e) {
      extractor.close();
      throw e;
    }
  }

  private FeatureExtractor load(Path file) {
    Resize chosen = resize();
    return switch (name()) {
      case INCEPTION ->
          InceptionExtractor.load(
              file, chosen == null ? Resize.TENSORFLOW_BILINEAR : chosen, device.get());
      case LITE0 -> EfficientNetLite0Extractor.load(file, device.get());
      default -> TorchScriptExtractor.load(file, described(file, chosen), device.get());
    };
  }

  /** The file of the network's weights, or the program. */
  public Path file() {
    if (name().endsWith(TORCHSCRIPT)) {
      return Path.of(features);
    }
    return weights == null ? lite0() : Path.of(weights);
  }

  /** All files of the network. */
  public List<Path> files() {
    Path file = file();
    return name().endsWith(TORCHSCRIPT) ? List.of(file, description(file)) : List.of(file);
  }

  private static Path lite0() {
    return ModelFolders.parent()
        .resolve(EfficientNetLite0Extractor.NAME)
        .resolve(EfficientNetLite0Extractor.FILE);
  }

  /** Input of a TorchScript program, by the file beside it. */
  private static TorchScriptInput described(Path file, Resize chosen) {
    TorchScriptInput input = TorchScriptInput.read(description(file));
    return chosen == null
        ? input
        : new TorchScriptInput(input.type(), input.size(), input.mean(), input.std(), chosen);
  }

  /** {@code net.json} for {@code net.pt}. */
  private static Path description(Path file) {
    String name = file.toString();
    return Path.of(name.substring(0, name.length() - TORCHSCRIPT.length()) + ".json");
  }
}
