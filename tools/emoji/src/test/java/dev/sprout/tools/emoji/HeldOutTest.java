package dev.sprout.tools.emoji;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.core.StableHash;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class HeldOutTest {
  @Test
  void thePairIsHashedAsText() {
    for (Style style : Style.values()) {
      boolean chosen = StableHash.chooses("pear/" + style, 5);
      assertThat(HeldOut.of("pear", EnumSet.allOf(Style.class)).contains(style)).isEqualTo(chosen);
    }
  }

  @Test
  void aboutOnePictureInTwentyIsHeldOut() {
    EnumSet<Style> all = EnumSet.allOf(Style.class);
    int held = ConceptTable.load().stream().mapToInt(c -> HeldOut.of(c.name(), all).size()).sum();
    assertThat(held / (1911.0 * 4)).isBetween(0.04, 0.06);
  }

  @Property
  void atLeastOneStyleIsTrained(@ForAll String concept, @ForAll @NotEmpty Set<Style> styles) {
    Set<Style> held = HeldOut.of(concept, styles);
    assertThat(styles).containsAll(held);
    assertThat(held.size()).isLessThan(styles.size());
  }

  @Test
  void aStyleIsHeldOutOnItsOwnHashWhateverOthersThereAre() {
    for (Concept concept : ConceptTable.load()) {
      Set<Style> all = HeldOut.of(concept.name(), EnumSet.allOf(Style.class));
      Set<Style> two = HeldOut.of(concept.name(), EnumSet.of(Style.NOTO, Style.TWEMOJI));
      assertThat(all).containsAll(two);
    }
  }

  @Test
  void theOnlyStyleIsAlwaysTrained() {
    for (Concept concept : ConceptTable.load()) {
      assertThat(HeldOut.of(concept.name(), Set.of(Style.NOTO))).isEmpty();
    }
  }
}
