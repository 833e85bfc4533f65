package dev.sprout.tokenunify.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprout.tokenunify.network.BlockSides;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SymmetryTest {
  private static final BlockSides BLOCK = new BlockSides(2, 3, 4);

  @Test
  void everySymmetryIsAnotherPermutationOfTheVoxels() {
    Set<List<Integer>> all = new HashSet<>();
    for (List<Integer> axes : Symmetry.IN_VOLUME) {
      for (int flips = 0; flips < 8; flips++) {
        int[] places = new Symmetry(axes, flipped(flips)).places(new BlockSides(3, 3, 3));
        all.add(Arrays.stream(places).boxed().toList());
        assertThat(places).containsExactlyInAnyOrder(IntStream.range(0, 27).toArray());
      }
    }
    assertThat(all).hasSize(48); // symmetries of a cube
  }

  @Test
  void axesAreThoseOfTheSource() {
    for (List<Integer> axes : Symmetry.IN_VOLUME) {
      for (int flips = 0; flips < 8; flips++) {
        Symmetry symmetry = new Symmetry(axes, flipped(flips));
        assertThat(symmetry.places(BLOCK)).containsExactly(byDefinition(symmetry));
      }
    }
    assertThat(Symmetry.IDENTITY.places(BLOCK)).isEqualTo(IntStream.range(0, 24).toArray());
  }

  private static int[] byDefinition(Symmetry symmetry) {
    BlockSides source = symmetry.source(BLOCK);
    int[] sides = {BLOCK.z(), BLOCK.y(), BLOCK.x()};
    List<Integer> places = new ArrayList<>();
    for (int z = 0; z < sides[0]; z++) {
      for (int y = 0; y < sides[1]; y++) {
        for (int x = 0; x < sides[2]; x++) {
          int[] place = {z, y, x};
          int[] from = new int[3];
          for (int axis = 0; axis < 3; axis++) {
            boolean back = symmetry.flipped().get(axis);
            from[symmetry.axes().get(axis)] = back ? sides[axis] - 1 - place[axis] : place[axis];
          }
          places.add((from[0] * source.y() + from[1]) * source.x() + from[2]);
        }
      }
    }
    return places.stream().mapToInt(each -> each).toArray();
  }

  private static List<Boolean> flipped(int bits) {
    return List.of((bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0);
  }
}
