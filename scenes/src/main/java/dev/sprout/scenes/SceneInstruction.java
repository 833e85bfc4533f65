package dev.sprout.scenes;

import dev.sprout.core.RandomStream;
import dev.sprout.core.UserError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Instructions that make one scene of another, in several wordings: "now with two apples", "put the
 * dog above the apple". They say only what is new. Immutable and thread-safe.
 */
public final class SceneInstruction {
  private final Map<String, Noun> nouns;

  /**
   * Creates the instructions.
   *
   * @param things things with their nouns
   */
  public SceneInstruction(List<Thing> things) {
    this.nouns = things.stream().collect(Collectors.toMap(Thing::concept, Thing::noun));
  }

  /**
   * The instruction from one scene to another.
   *
   * @param variant chooses the wording; equal variants give equal instructions
   * @throws UserError when the scenes differ by nothing, or by more than one thing
   */
  public String of(SceneDescription before, SceneDescription after, long variant) {
    return new Writer(before, after, new RandomStream(variant)).write();
  }

  private final class Writer {
    private final SceneDescription before;
    private final SceneDescription after;
    private final RandomStream random;

    Writer(SceneDescription before, SceneDescription after, RandomStream random) {
      this.before = before;
      this.after = after;
      this.random = random;
    }

    String write() {
      if (!before.style().equals(after.style())) {
        return any(SceneWords.RESTYLE).formatted(after.style());
      } else if (!before.ground().equals(after.ground()) && after.ground().isPresent()) {
        String word = any(after.ground().get().words());
        return any(SceneWords.REGROUND).formatted(word);
      } else if (before.number() != after.number() && before.concepts().equals(after.concepts())) {
        return any(SceneWords.COUNT).formatted(counted(after.concepts().get(0)));
      }
      List<String> gone = without(before.concepts(), after.concepts());
      List<String> come = without(after.concepts(), before.concepts());
      if (gone.size() > 1 || come.size() > 1 || before.equals(after)) {
        throw UserError.failure("no one instruction makes %s of %s", after, before);
      } else if (gone.size() == 1 && come.size() == 1) {
        return replaced(gone.get(0), come.get(0));
      } else if (gone.size() == 1) {
        return any(SceneWords.REMOVE).formatted(the(gone.get(0)));
      }
      return come.isEmpty() ? moved() : added(come.get(0));
    }

    private String counted(String concept) {
      Noun noun = noun(concept);
      return after.number() == 1
          ? any(SceneWords.ONE) + " " + noun.name()
          : any(SceneWords.number(after.number())) + " " + noun.many().orElse(noun.name());
    }

    private String replaced(String gone, String come) {
      boolean isMany = after.number() > 1;
      String old = isMany ? "the " + noun(gone).many().orElse(gone) : the(gone);
      String other = isMany ? noun(come).many().orElse(come) : noun(come).one();
      return any(SceneWords.REPLACE).formatted(old, other);
    }

    private String moved() {
      if (after.kind() == SceneKind.PLACES) {
        Place place = without(after.places(), before.places()).get(0);
        String moved = after.concepts().get(after.places().indexOf(place));
        return any(SceneWords.MOVE).formatted(the(moved), any(place.words()));
      }
      int moved = random.nextInt(2);
      return "%s %s %s"
          .formatted(any(SceneWords.PUT), the(after.concepts().get(moved)), beside(moved));
    }

    private String added(String come) {
      String one = any(SceneWords.ADD) + " " + noun(come).one();
      int index = after.concepts().indexOf(come);
      return switch (after.kind()) {
        case PLACES -> one + " in the " + any(after.places().get(index).words());
        case SIDE_BY_SIDE, STACKED -> one + " " + beside(index);
        default -> one;
      };
    }

    /** Where one of a pair stands: to the left of the apple. */
    private String beside(int index) {
      boolean isRow = after.kind() == SceneKind.SIDE_BY_SIDE;
      List<String> first = isRow ? SceneWords.LEFT_OF : SceneWords.ABOVE;
      List<String> second = isRow ? SceneWords.RIGHT_OF : SceneWords.BELOW;
      return any(index == 0 ? first : second) + " " + the(after.concepts().get(1 - index));
    }

    private String the(String concept) {
      return "the " + noun(concept).name();
    }

    private Noun noun(String concept) {
      Noun noun = nouns.get(concept);
      if (noun == null) {
        throw UserError.failure("%s is no thing of these scenes", concept);
      }
      return noun;
    }

    private static <T> List<T> without(Collection<T> all, Collection<T> some) {
      List<T> rest = new ArrayList<>(all);
      rest.removeAll(some);
      return rest;
    }

    private String any(List<String> wordings) {
      return wordings.get(random.nextInt(wordings.size()));
    }
  }
}
