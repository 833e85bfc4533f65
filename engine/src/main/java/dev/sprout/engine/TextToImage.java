package dev.sprout.engine;

import dev.sprout.core.UserError;
import dev.sprout.flow.NormalStream;
import dev.sprout.pictures.Picture;
import dev.sprout.xar.classes.Condition;
import dev.sprout.xar.model.WeightChoice;
import dev.sprout.xar.network.PrefixConfig;
import dev.sprout.xar.pipeline.DrawingWatch;
import dev.sprout.xar.pipeline.PictureEdit;
import dev.sprout.xar.pipeline.PictureRequest;
import dev.sprout.xar.pipeline.PictureTrajectory;
import dev.sprout.xar.sampling.SamplingOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Text-to-image generation: encodes subjects as conditions, draws them, adds provenance.
 * Thread-safe.
 */
final class TextToImage {
  /** Pictures whose conditions are encoded together: a multiple of the pipeline's batch. */
  private static final int SLICE = 128;

  private final ModelParts parts;
  private final Lazy<LanguagePrompts> languagePrompts;
  private final Lazy<PrefixCodes> prefixCodes;
  private final Lazy<PromptEncoder> prompts;

  TextToImage(ModelParts parts) {
    this.parts = parts;
    this.languagePrompts = new Lazy<>(parts::languagePrompts);
    this.prefixCodes = new Lazy<>(parts::prefixCodes);
    this.prompts = new Lazy<>(this::promptEncoder);
  }

  /**
   * Draws all pictures of a request.
   *
   * @param finished receiver of finished pictures in order
   * @throws UserError when the model doesn't accept the request
   */
  void generate(GenerationRequest asked, Consumer<GeneratedPicture> finished) {
    prefetch(asked);
    GenerationRequest request = decided(asked);
    SamplingOptions options = options(request.sampling());
    Lazy<Provenance> shared =
        new Lazy<>(() -> shared(request, options)); // hashes weights meanwhile
    for (int begin = 0; begin < request.total(); begin += SLICE) {
      int slice = begin;
      int end = Math.min(request.total(), begin + SLICE);
      List<Condition> conditions = conditions(request, begin, end);
      parts
          .pipeline()
          .generate(
              pictureRequest(request, conditions, options, begin),
              (pictures, first) -> {
                for (int i = 0; i < pictures.size(); i++) {
                  int k = slice + first + i;
                  Provenance provenance =
                      provenance(shared.get(), request, k, conditions.get(first + i));
                  Provenance told = told(provenance, asked.subject(k));
                  finished.accept(new GeneratedPicture(k, pictures.get(i), told));
                }
              });
    }
  }

  /** The ids of a picture that an instruction changes. */
  int[] changedIds(Picture picture, String instruction, long seed) {
    return languagePrompts.get().changed(picture, instruction, seed);
  }

  /** Words of a prompt that the model has never seen. */
  List<String> unknownWords(String prompt) {
    return prompts.get().unknownWords(prompt);
  }

  /**
   * The pictures of a request, ready to be drawn.
   *
   * @throws UserError when the model doesn't accept the request
   */
  List<PreparedPicture> prepare(GenerationRequest asked) {
    prefetch(asked);
    GenerationRequest request = decided(asked);
    SamplingOptions options = options(request.sampling());
    List<Condition> conditions = conditions(request, 0, request.total());
    PictureRequest whole = pictureRequest(request, conditions, options, 0);
    parts.pipeline().check(whole);
    Lazy<Provenance> shared = new Lazy<>(() -> shared(request, options));
    return IntStream.range(0, request.total())
        .mapToObj(
            k ->
                new PreparedPicture(
                    conditions.get(k),
                    request.seed() + k,
                    options,
                    whole.negative(),
                    whole.edit(),
                    () ->
                        told(
                            provenance(shared.get(), request, k, conditions.get(k)),
                            asked.subject(k))))
        .toList();
  }

  /** Draws pictures that fit each other in one batch; see {@link Sprout#draw}. */
  List<GeneratedPicture> draw(List<PreparedPicture> pictures, DrawingWatch watch) {
    PreparedPicture first = pictures.get(0);
    PictureRequest batch =
        new PictureRequest(
            pictures.stream().map(PreparedPicture::condition).toList(),
            pictures.stream().map(each -> NormalStream.of(each.seed())).toList(),
            first.options(),
            first.negative(),
            first.edit());
    List<Picture> drawn = parts.pipeline().draw(batch, Sprout.TOGETHER, watch);
    return IntStream.range(0, drawn.size())
        .mapToObj(i -> new GeneratedPicture(i, drawn.get(i), pictures.get(i).provenance()))
        .toList();
  }

  /**
   * Draws the first picture of a request, with the predicted clean picture after each evaluation.
   */
  GeneratedPicture watch(GenerationRequest asked, Consumer<GeneratedPicture> steps) {
    prefetch(asked);
    GenerationRequest request = decided(asked);
    SamplingOptions options = options(request.sampling());
    List<Condition> conditions = conditions(request, 0, 1);
    Provenance provenance =
        told(provenance(shared(request, options), request, 0, conditions.get(0)), asked.subject(0));
    int[] step = {0};
    PictureTrajectory trajectory =
        (entity, evaluation, picture) -> {
          Provenance at = provenance.with("entity", entity + 1).with("evaluation", evaluation + 1);
          steps.accept(new GeneratedPicture(step[0]++, picture, at));
        };
    Picture last =
        parts.pipeline().watch(pictureRequest(request, conditions, options, 0), trajectory);
    return new GeneratedPicture(0, last, provenance);
  }

  /**
   * Draws the frames between two prompts and two seeds.
   *
   * @param finished receiver of frames in order; their provenance is that of the whole strip
   */
  void interpolate(InterpolationRequest request, Consumer<GeneratedPicture> finished) {
    if (parts.hasWords()) {
      parts.prefetchWords();
    }
    SamplingOptions options = options(request.sampling());
    Condition first = encode(request.from(), request);
    Condition last = encode(request.to(), request);
    List<Condition> conditions = new ArrayList<>();
    List<NormalStream> noise = new ArrayList<>();
    for (int k = 0; k < request.frames(); k++) {
      double share = k / (request.frames() - 1.0);
      conditions.add(first.towards(last, share));
      NormalStream start = NormalStream.of(request.seed());
      boolean isSame = request.seed() == request.toSeed();
      noise.add(isSame ? start : start.towards(NormalStream.of(request.toSeed()), share));
    }
    Provenance provenance = provenance(request, options, first.style());
    parts
        .pipeline()
        .generate(
            new PictureRequest(conditions, noise, options, null, null),
            (pictures, begin) ->
                IntStream.range(0, pictures.size())
                    .mapToObj(i -> new GeneratedPicture(begin + i, pictures.get(i), provenance))
                    .forEach(finished));
  }

  private Condition encode(Subject.Prompt prompt, InterpolationRequest request) {
    return prompts
        .get()
        .encode(List.of(prompt.text()), request.style(), CandidateOptions.DEFAULT, request.seed())
        .get(0);
  }

  /** Loads tokenizer and language model while the generator loads, where a request needs them. */
  private void prefetch(GenerationRequest request) {
    boolean isClass = request.subjects().get(0) instanceof Subject.ClassName;
    if (!isClass && parts.hasWords()) {
      parts.prefetchWords();
    }
  }

  /** The request with the ids of each changed picture in place of the changes. */
  private GenerationRequest decided(GenerationRequest asked) {
    if (!(asked.subjects().get(0) instanceof Subject.Change)) {
      return asked;
    }
    List<Subject.Ids> ids =
        IntStream.range(0, asked.total())
            .mapToObj(k -> changed((Subject.Change) asked.subject(k), asked.seed() + k))
            .toList();
    return asked.withSubjects(ids);
  }

  private Subject.Ids changed(Subject.Change change, long seed) {
    return new Subject.Ids(changedIds(change.picture(), change.instruction(), seed));
  }

  private static Provenance told(Provenance provenance, Subject asked) {
    return asked instanceof Subject.Change change
        ? provenance.with("instruction", oneLine(change.instruction()))
        : provenance;
  }

  private SamplingOptions options(SamplingChoices choices) {
    return choices.over(parts.pipeline().defaults());
  }

  private PictureRequest pictureRequest(
      GenerationRequest request, List<Condition> conditions, SamplingOptions options, int begin) {
    int size = parts.pipeline().imageSize();
    PictureEdit edit = request.edit() == null ? null : request.edit().forSize(size);
    return PictureRequest.of(conditions, request.seed() + begin, options)
        .with(negative(request), edit);
  }

  private Condition negative(GenerationRequest request) {
    return request.negative() == null
        ? null
        : parts.pipeline().names().byClass("negative", request.negative(), request.style());
  }

  /** Conditions of the pictures from {@code begin} to {@code end}. */
  private List<Condition> conditions(GenerationRequest request, int begin, int end) {
    List<Subject> subjects = IntStream.range(begin, end).mapToObj(request::subject).toList();
    if (subjects.get(0) instanceof Subject.Prompt) {
      List<String> texts = subjects.stream().map(s -> ((Subject.Prompt) s).text()).toList();
      PromptEncoder encoder = prompts.get();
      refuseCandidates(request, encoder.drawsCandidates());
      return encoder.encode(texts, request.style(), candidates(request), request.seed() + begin);
    }
    refuseCandidates(request, false);
    parts.refuseAdapter("classes and ids");
    if (subjects.get(0) instanceof Subject.Ids) {
      List<int[]> ids = subjects.stream().map(s -> ((Subject.Ids) s).ids()).toList();
      return decode(ids, request.style());
    }
    return subjects.stream().map(s -> named((Subject.ClassName) s, request.style())).toList();
  }

  private Condition named(Subject.ClassName subject, String usualStyle) {
    String style = subject.style() == null ? usualStyle : subject.style();
    return parts.pipeline().names().byClass("class", subject.name(), style);
  }

  private List<Condition> decode(List<int[]> ids, String style) {
    if (parts.pipeline().prefix() == null) {
      return languagePrompts.get().decode(ids, style);
    } else if (style != null) {
      throw UserError.unusable(
          "style", "is %s, but this model draws ids in the style that they describe", style);
    }
    List<String> prompts = Collections.nCopies(ids.size(), "");
    return prefixCodes.get().conditions(prompts, ids, List.of(), null);
  }

  private static void refuseCandidates(GenerationRequest request, boolean areDrawn) {
    if (request.candidates() != null && !areDrawn) {
      throw UserError.unusable(
          "candidates",
          "is %d, but candidates exist for prompts of models with a language model only",
          request.candidates());
    }
  }

  private static CandidateOptions candidates(GenerationRequest request) {
    return request.candidates() == null
        ? CandidateOptions.DEFAULT
        : CandidateOptions.DEFAULT.withCandidates(request.candidates());
  }

  private PromptEncoder promptEncoder() {
    PromptEncoder words = parts.hasWords() ? languagePrompts.get() : namePrompts();
    return new SymbolPrompts(words, parts.pipeline().concepts());
  }

  private NamePrompts namePrompts() {
    parts.refuseAdapter("prompts of a model without a language model");
    return new NamePrompts(parts.pipeline().names());
  }

  /** Provenance common to all pictures of a request. */
  private Provenance shared(GenerationRequest request, SamplingOptions options) {
    Subject first = request.subjects().get(0);
    boolean readsIds = first instanceof Subject.Ids && parts.hasTokenizer();
    boolean readsWords = first instanceof Subject.Prompt && parts.hasWords();
    Provenance shared = ofModel(Provenance.of(options), readsIds || readsWords);
    if (readsWords) {
      shared = shared.with("candidates", candidates(request).candidates());
    }
    Condition negative = negative(request);
    return negative == null ? shared : shared.with("negative", negative.concept());
  }

  private Provenance provenance(
      Provenance shared, GenerationRequest request, int k, Condition condition) {
    Provenance all = shared.with("seed", request.seed() + k);
    Subject subject = request.subject(k);
    if (subject instanceof Subject.Ids ids) {
      all = all.with("ids", joined(ids.ids()));
      PrefixConfig prefix = parts.pipeline().prefix();
      if (prefix != null) {
        all = all.with("prefix", ids.ids().length + " of " + prefix.positions() + " ids");
      }
    } else if (subject instanceof Subject.Prompt prompt) {
      all = all.with("prompt", oneLine(prompt.text()));
    }
    boolean isNamed = !(subject instanceof Subject.Ids) && !all.values().containsKey("candidates");
    all = isNamed ? all.with("class", condition.concept()) : all;
    return condition.style() == null ? all : all.with("style", condition.style());
  }

  private Provenance provenance(
      InterpolationRequest request, SamplingOptions options, String style) {
    Provenance all =
        ofModel(Provenance.of(options), parts.hasWords())
            .with("from", oneLine(request.from().text()))
            .with("to", oneLine(request.to().text()))
            .with("frames", request.frames())
            .with("seed", request.seed());
    all = request.seed() == request.toSeed() ? all : all.with("to-seed", request.toSeed());
    return style == null ? all : all.with("style", style);
  }

  private Provenance ofModel(Provenance provenance, boolean usesTokenizer) {
    String hash = parts.pipeline().hash();
    Provenance all =
        provenance
            .with("modelHash", usesTokenizer ? hash + parts.wordsHash().get() : hash)
            .with("precision", parts.options().compute().precision());
    return parts.options().weights() == WeightChoice.AVERAGED ? all : all.with("ema", false);
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private static String joined(int... ids) {
    return IntStream.of(ids).mapToObj(String::valueOf).collect(Collectors.joining(" "));
  }
}
