package dev.sprout.autoencoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.sprout.nn.model.Parameter;
import dev.sprout.nn.model.Weights;
import dev.sprout.nn.ops.TorchScript;
import java.util.List;
import java.util.stream.Stream;

/**
 * The KL autoencoder of latent diffusion (Rombach et al., 2022, section 3.1) in the shape of the
 * KL-16 checkpoints of MAR: pictures [B, 3, H, W] in −1..1 to latents [B, z, H/r, W/r] and back.
 *
 * <p>It computes in the type of its input, float32 or bfloat16. Thread-safe as long as nobody
 * trains the weights; results belong to the manager of the input.
 */
public final class Autoencoder {
  private static final TorchScript LAYERS =
      TorchScript.load(Autoencoder.class, "Layers.torchscript");

  private final AutoencoderConfig config;
  private final Weights weights;

  /** An autoencoder over weights of {@link #parameters}. */
  public Autoencoder(AutoencoderConfig config, Weights weights) {
    this.config = config;
    this.weights = weights;
  }

  /** Names, shapes and initialisation of all arrays. */
  public static List<Parameter> parameters(AutoencoderConfig config) {
    return AutoencoderParameters.of(config);
  }

  /** Whether an array of a checkpoint is of no use here: the training loss has arrays too. */
  public static boolean isUnused(String name) {
    return name.startsWith("loss.");
  }

  /**
   * Fresh weights. Latents begin almost free of noise (log-variance −6), so that the decoder can
   * tell them apart from the first step on.
   */
  public static Weights initialise(AutoencoderConfig config, long seed, NDManager manager) {
    Weights weights = Weights.initialise(parameters(config), seed, manager);
    int z = config.latentChannels();
    weights.get("quant_conv.bias").set(new NDIndex(z + ":"), -6f);
    return weights;
  }

  /** Its sizes. */
  public AutoencoderConfig config() {
    return config;
  }

  /** Means and log-variances of the latents: [B, 3, H, W] → [B, 2z, H/r, W/r]. */
  public NDArray encode(NDArray image) {
    try (NDManager scope = image.getManager().newSubManager()) {
      NDArray x = fold(scoped(image, scope)); // [B, 3p², H/p, W/p]
      x = conv3("encoder.conv_in", x);
      int lowest = config.levels() - 1;
      for (int level = 0; level <= lowest; level++) {
        String prefix = "encoder.down." + level + ".";
        for (int block = 0; block < config.blocks(); block++) {
          x = residual(prefix + "block." + block, x);
          x = level == lowest ? attention(prefix + "attn." + block, x) : x;
        }
        x = level < lowest ? call("downsample", x, prefix + "downsample.conv") : x;
      }
      x = middle("encoder.mid.", x);
      x = call("norm_silu", x, "encoder.norm_out");
      x = conv3("encoder.conv_out", x); // [B, 2z, H/r, W/r]
      return kept(call("conv1", x, "quant_conv"), image);
    }
  }

  /** A picture of latents: [B, z, h, w] → [B, 3, h·r, w·r], about −1..1. */
  public NDArray decode(NDArray latents) {
    try (NDManager scope = latents.getManager().newSubManager()) {
      NDArray x = call("conv1", scoped(latents, scope), "post_quant_conv");
      x = conv3("decoder.conv_in", x);
      x = middle("decoder.mid.", x);
      for (int level = config.levels() - 1; level >= 0; level--) {
        String prefix = "decoder.up." + level + ".";
        for (int block = 0; block <= config.blocks(); block++) {
          x = residual(prefix + "block." + block, x);
        }
        x = level > 0 ? call("upsample", x, prefix + "upsample.conv") : x;
      }
      x = call("norm_silu", x, "decoder.norm_out");
      return kept(unfold(conv3("decoder.conv_out", x)), latents);
    }
  }

  /** Pictures brought back from their mean latents, [B, 3, H, W]. */
  public NDArray reconstruct(NDArray image) {
    NDArray moments = encode(image); // [B, 2z, H/r, W/r]
    return decode(moments.get(new NDIndex(":, :" + config.latentChannels())));
  }

  /**
   * Draws latents from encoded moments: mean + exp(logvar/2)·noise, [B, 2z, h, w] → [B, z, h, w].
   */
  public static NDArray sample(NDArray moments, NDArray noise) {
    return LAYERS.call("sample", moments, noise);
  }

  /** Mean Kullback–Leibler divergence of encoded moments from N(0, 1), a scalar. */
  public static NDArray divergence(NDArray moments) {
    return LAYERS.call("divergence", moments);
  }

  private NDArray middle(String prefix, NDArray x) {
    NDArray h = residual(prefix + "block_1", x);
    h = attention(prefix + "attn_1", h);
    return residual(prefix + "block_2", h);
  }

  private NDArray residual(String prefix, NDArray x) {
    NDArray[] parts = parts(prefix, ".norm1", ".conv1", ".norm2", ".conv2");
    NDArray h = LAYERS.call("residual", x, parts);
    boolean widens = weights.arrays().containsKey(prefix + ".nin_shortcut.weight");
    return h.add(widens ? call("conv1", x, prefix + ".nin_shortcut") : x);
  }

  private NDArray attention(String prefix, NDArray x) {
    return LAYERS.call("attention", x, parts(prefix, ".norm", ".q", ".k", ".v", ".proj_out"));
  }

  private NDArray conv3(String name, NDArray x) {
    return call("conv3", x, name);
  }

  /** Calls a layer that has a weight and a bias. */
  private NDArray call(String function, NDArray x, String name) {
    return LAYERS.call(function, x, weights.get(name + ".weight"), weights.get(name + ".bias"));
  }

  /** Weight and bias of each part behind a prefix. */
  private NDArray[] parts(String prefix, String... names) {
    return Stream.of(names)
        .flatMap(name -> Stream.of(name + ".weight", name + ".bias"))
        .map(name -> weights.get(prefix + name))
        .toArray(NDArray[]::new);
  }

  private NDArray fold(NDArray image) {
    return config.patch() == 1 ? image : LAYERS.call("pixel_unshuffle", image, config.patch());
  }

  private NDArray unfold(NDArray x) {
    return config.patch() == 1 ? x : LAYERS.call("pixel_shuffle", x, config.patch());
  }

  /** A view: a duplicate would cut the gradient. */
  private static NDArray scoped(NDArray array, NDManager scope) {
    NDArray view = array.reshape(array.getShape());
    view.attach(scope);
    return view;
  }

  private static NDArray kept(NDArray result, NDArray input) {
    result.attach(input.getManager());
    return result;
  }
}
