package dev.sprout.tools.emoji;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class HeldOutTest {
  @Test
  void hashesAreThePublishedOnes() {
    assertThat(HeldOut.fnv1a("")).isEqualTo(0xcbf29ce484222325L);
    assertThat(HeldOut.fnv1a("a")).isEqualTo(0xaf63dc4c8601ec8cL);
    assertThat(HeldOut.fnv1a("foobar")).isEqualTo(0x85944171f73967e8L);
    assertThat(HeldOut.mix(0x9e3779b97f4a7c15L)).isEqualTo(0xe220a8397b1dcdafL);
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
