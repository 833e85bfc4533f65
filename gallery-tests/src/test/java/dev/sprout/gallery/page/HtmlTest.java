package dev.sprout.gallery.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** Texts come through an HTML parser as they were. */
class HtmlTest {
  @Property
  void textsAndAttributesAreReadAsTheyWere(
      @ForAll @CharRange(from = '!', to = '~') String text,
      @ForAll @CharRange(from = '!', to = '~') String value) {
    Html html = Html.tag("p", Map.of("title", value), Html.text(text));
    Element body = Jsoup.parse(html.markup()).body();
    assertThat(body.childrenSize()).isEqualTo(1);
    assertThat(body.child(0).children()).isEmpty();
    assertThat(body.child(0).wholeText()).isEqualTo(text);
    assertThat(body.child(0).attr("title")).isEqualTo(value);
  }
}
