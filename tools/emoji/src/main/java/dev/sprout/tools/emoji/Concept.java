package dev.sprout.tools.emoji;

import java.util.List;

/**
 * Concept of an emoji, in any style.
 *
 * @param name the CLDR short name, or the lower-cased Unicode name where CLDR gives none; unique
 * @param code the code points in lower-case hexadecimal joined by hyphens
 * @param group the Unicode group, such as Food &amp; Drink
 * @param subgroup the Unicode subgroup, such as food-fruit
 * @param keywords lower-case words and phrases from CLDR, then from emojilib, each once
 */
record Concept(String name, String code, String group, String subgroup, List<String> keywords) {
  Concept {
    keywords = List.copyOf(keywords);
  }
}
