package dev.sprout.language;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sprout.core.JsonFile;
import dev.sprout.core.Require;
import dev.sprout.core.UserError;
import dev.sprout.language.PictureGrammar.Mode;
import dev.sprout.nn.ops.ComputeDevice;
import dev.sprout.nn.ops.Precision;
import dev.sprout.nn.verify.Check;
import dev.sprout.nn.weights.NpzFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Recomputes recorded logits and continuations of a language model, in float32 on the processor.
 */
public final class LanguageVerification {
  private static final String IDS = "ids";
  private static final String LONG_IDS = "long_ids";
  private static final String LONG_LOGITS = "long_logits_last";
  private static final String BASE_LOGITS = "base_logits";

  /** Of an adapter, {@code logits} were computed beside the weights and the others merged. */
  private static final List<String> LOGITS = List.of("logits", "merged_logits");

  private static final Set<String> RECORDED =
      Set.of(IDS, "logits", "merged_logits", BASE_LOGITS, LONG_IDS, LONG_LOGITS);

  private static final Map<String, Mode> MODES =
      Map.of("text", Mode.TEXT, "one-picture", Mode.IMAGE, "free", Mode.INTERLEAVED);

  /** {@code decoding.json}: where picture ids lie, and decodings. */
  record Recording(int begin, int end, int firstCode, int codes, int length, List<Case> cases) {
    Recording {
      Require.present("cases", cases);
    }
  }

  /** What was found after one prompt, best first, as many as beams. */
  record Case(String mode, int beams, int maxNew, long[] prompt, List<Found> found) {
    Case {
      Require.present("prompt", prompt);
      Require.present("found", found);
    }

    String name() {
      return mode + (beams == 1 ? ", greedy" : ", " + beams + " beams");
    }
  }

  /**
   * One continuation.
   *
   * @param meanLogProbability over its ids, end of text included
   */
  record Found(long[] ids, boolean finished, double meanLogProbability) {
    Found {
      Require.present("ids", ids);
    }
  }

  private LanguageVerification() {}

  /**
   * Compares logits: {@code ids} [B, T] with {@code logits} [B, T, V], {@code long_ids} [1, T] with
   * {@code long_logits_last} [1, V] behind the last one, and with an adapter {@code merged_logits}
   * and, without it, {@code base_logits}.
   *
   * @param model folder with {@code config.json} and weights
   * @param adapter folder of a PEFT adapter, or null
   * @param vectors {@code .npz} file
   * @throws UserError when a file can't be read or doesn't hold what is needed
   */
  public static List<Check> logits(Path model, Path adapter, Path vectors) {
    try (NDManager manager = ComputeDevice.CPU.newManager();
        NpzFile recorded = NpzFile.open(vectors)) {
      for (String name : recorded.names()) {
        if (!RECORDED.contains(name)) {
          throw UserError.failure("%s holds %s, which can't be recomputed", vectors, name);
        }
      }
      LlamaNetwork network = network(model, adapter, manager);
      NDArray logits = network.logits(recorded.read(IDS, manager));
      List<Check> checks = new ArrayList<>();
      for (String name : LOGITS) {
        if (recorded.names().contains(name)) {
          checks.add(Check.of(name, logits, recorded.read(name, manager)));
        }
      }
      if (recorded.names().contains(BASE_LOGITS)) {
        NDArray base = network(model, null, manager).logits(recorded.read(IDS, manager));
        checks.add(Check.of(BASE_LOGITS, base, recorded.read(BASE_LOGITS, manager)));
      }
      if (recorded.names().contains(LONG_LOGITS)) {
        NDArray last = network.logits(recorded.read(LONG_IDS, manager)).get(":, -1");
        checks.add(Check.of(LONG_LOGITS, last, recorded.read(LONG_LOGITS, manager)));
      }
      return checks;
    }
  }

  private static LlamaNetwork network(Path model, Path adapter, NDManager manager) {
    LlamaCheckpoint checkpoint = LlamaCheckpoint.read(model, adapter, Precision.FP32, manager);
    return new LlamaNetwork(checkpoint.config(), checkpoint.weights(), Precision.FP32, manager);
  }

  /**
   * Compares greedy decodings and beam searches, one check for each mode and number of beams: the
   * largest difference of mean log-probabilities, infinite where other ids were found.
   *
   * @param model folder with {@code config.json}, weights and a tokenizer
   * @param recording {@code decoding.json}
   * @throws UserError when a file can't be read or doesn't hold what is needed
   */
  public static List<Check> decoding(Path model, Path recording) {
    Recording recorded = JsonFile.read(recording, Recording.class, UserError.Kind.FAILED);
    PictureVocabulary pictures =
        new PictureVocabulary(
            recorded.begin(),
            recorded.end(),
            recorded.firstCode(),
            recorded.codes(),
            recorded.length());
    Map<String, Double> worst = new LinkedHashMap<>();
    try (NDManager manager = ComputeDevice.CPU.newManager();
        TextTokenizer tokenizer = TextTokenizer.read(model)) {
      LlamaNetwork network = network(model, null, manager);
      for (Case each : recorded.cases()) {
        Mode mode = MODES.get(String.valueOf(each.mode()));
        if (mode == null) {
          throw UserError.failure(
              "%s has the mode %s; accepted are %s", recording, each.mode(), MODES.keySet());
        }
        PictureGrammar grammar = PictureGrammar.of(tokenizer, pictures, mode);
        Decoding options = Decoding.beamSearch(each.beams(), each.maxNew());
        List<Continuation> found =
            new Decoder(network, grammar, manager)
                .hypotheses(List.of(each.prompt()), options)
                .get(0);
        worst.merge(each.name(), difference(found, each.found(), mode), Math::max);
      }
    }
    return worst.entrySet().stream().map(e -> new Check(e.getKey(), e.getValue())).toList();
  }

  private static double difference(List<Continuation> found, List<Found> recorded, Mode mode) {
    double worst = found.size() == recorded.size() ? 0 : Double.POSITIVE_INFINITY;
    for (int i = 0; i < Math.min(found.size(), recorded.size()); i++) {
      Continuation text = found.get(i);
      Found expected = recorded.get(i);
      boolean same =
          Arrays.equals(text.ids(), expected.ids()) && text.finished() == expected.finished();
      double mean = // a picture needs no end of text
          mode == Mode.IMAGE ? text.logProbability() / text.length() : text.score();
      double apart = Math.abs(mean - expected.meanLogProbability());
      worst = Math.max(worst, same ? apart : Double.POSITIVE_INFINITY);
    }
    return worst;
  }
}
