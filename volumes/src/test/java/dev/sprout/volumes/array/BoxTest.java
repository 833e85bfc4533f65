package dev.sprout.volumes.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprout.core.UserError;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxTest {
  private static final Coordinate WHOLE = new Coordinate(125, 1250, 1250);

  @Test
  void readsRanges() {
    assertThat(Box.parse("train", "0:100, :, 20:", WHOLE))
        .isEqualTo(Box.at(0, 0, 20, 100, 1250, 1230));
    assertThat(Box.of(WHOLE).toString()).isEqualTo("0:125,0:1250,0:1250");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0:1",
        "0:1,0:1,0:1,0:1",
        "1,2,3",
        "5:5,:,:",
        "7:5,:,:",
        "0:126,:,:",
        "-1:5,:,:",
        "a:b,:,:",
        "0:1:2,:,:",
        "99999999999999999999:,:,:"
      })
  void refusesOthers(String text) {
    assertThatThrownBy(() -> Box.parse("train", text, WHOLE))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("train is " + text);
  }

  @Property
  void boxesOverlapWhereTheyShareAVoxel(
      @ForAll @Size(6) List<@IntRange(min = 0, max = 3) Integer> at,
      @ForAll @Size(6) List<@IntRange(min = 1, max = 3) Integer> extent) {
    Box a = Box.at(at.get(0), at.get(1), at.get(2), extent.get(0), extent.get(1), extent.get(2));
    Box b = Box.at(at.get(3), at.get(4), at.get(5), extent.get(3), extent.get(4), extent.get(5));
    int shared = 0;
    for (int z = 0; z < 6; z++) {
      for (int y = 0; y < 6; y++) {
        for (int x = 0; x < 6; x++) {
          Box voxel = Box.at(z, y, x, 1, 1, 1);
          shared += a.contains(voxel) && b.contains(voxel) ? 1 : 0;
        }
      }
    }
    assertThat(a.overlaps(b)).isEqualTo(shared > 0);
    assertThat(Box.parse("box", a.toString(), new Coordinate(6, 6, 6))).isEqualTo(a);
  }

  @Test
  void emptyAndNegativeBoxesAreRefused() {
    assertThatThrownBy(() -> Box.at(0, 0, 0, 0, 1, 1)).isInstanceOf(UserError.class);
    assertThatThrownBy(() -> Box.at(0, -1, 0, 1, 1, 1)).isInstanceOf(UserError.class);
  }
}
