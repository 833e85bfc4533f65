package dev.sprout.tokenunify.mamba;

import java.util.Arrays;
import java.util.List;

/** In how many orders a block scans its sequence; outputs of all orders are added. */
public enum ScanDirections {
  /** Forward: every output depends on the steps before it only ("none" in the published code). */
  ONE(1),
  /** Forward and backward ("v2"). */
  TWO(2),
  /** Forward, backward and across slices ("v3"), as TokenUnify's network does. */
  THREE(3);

  private final int count;

  ScanDirections(int count) {
    this.count = count;
  }

  List<ScanOrder> orders() {
    return Arrays.asList(ScanOrder.values()).subList(0, count);
  }
}
