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
 * KL autoencoder of latent diffusion (Rombach et al., 2022, section 3.1) with the architecture of
 * MAR's KL-16 checkpoints: pictures [B, 3, H, W] in −1..1 to latents [B, z, H/r, W/r] and back.
 *
 * <p>Computation takes the input's type, float32 or bfloat16. Thread-safe while the weights are not
 * trained; results belong to the manager of the input.
 */
public final class Autoencoder {
  private static final TorchScript LAYERS =
      TorchScript.load(Autoencoder.class, "Layers.torchscript");

  private final AutoencoderConfig config;
  private final Weights weights;

  /** Creates an autoencoder over weights of {@link #parameters}. */
  public Autoencoder(AutoencoderConfig config, Weights weights) {
    this.config = config;
    this.weights = weights;
  }

  /** Names, shapes and initialisation of all arrays. */
  public static List<Parameter> parameters(AutoencoderConfig config) {
    return AutoencoderParameters.of(config);
  }

  /** Whether an array of a checkpoint is unused here: those of the training loss. */
  public static boolean isUnused(String name) {
    return name.startsWith("loss.");
  }

  /**
   * Fresh weights. Latents start almost without noise (log-variance −6), so that the decoder learns
   * from the first step.
   */
  public static Weights initialise(AutoencoderConfig config, long seed, NDManager manager) {
    Weights weights = Weights.initialise(parameters(config), seed, manager);
    int z = config.latentChannels();
    weights.get("quant_conv.bias").set(new NDIndex(z + ":"), -6f);
    return weights;
  }

  /** Sizes of the autoencoder. */
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

  /** Decoded pictures: latents [B, z, h, w] → [B, 3, h·r, w·r], about −1..1. */
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

  /** Reconstructions from mean latents: [B, 3, H, W] → [B, 3, H, W]. */
  public NDArray reconstruct(NDArray image) {
    NDArray moments = encode(image); // [B, 2z, H/r, W/r]
    return decode(moments.get(new NDIndex(":, :" + config.latentChannels())));
  }

  /**
   * Samples latents from encoded moments: mean + exp(logvar/2)·noise, [B, 2z, h, w] → [B, z, h, w].
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

  /** Output of a layer with weight and bias. */
  private NDArray call(String function, NDArray x, String name) {
    return LAYERS.call(function, x, weights.get(name + ".weight"), weights.get(name + ".bias"));
  }

  /** Weights and biases of parts, by prefix. */
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
