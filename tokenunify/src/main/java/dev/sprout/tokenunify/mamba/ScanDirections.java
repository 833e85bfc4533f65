package dev.sprout.tokenunify.mamba;

import java.util.Arrays;
import java.util.List;

/** In how many orders a block scans its sequence; outputs of all orders are added. */
public enum ScanDirections {
  /** Forward: every output depends on the steps before it only ("none" in the published code). */
  ONE(ScanOrder.FORWARD),
  /** Forward and backward ("v2"). */
  TWO(ScanOrder.FORWARD, ScanOrder.BACKWARD),
  /** Forward, backward and across slices ("v3"), as TokenUnify's network does. */
  THREE(ScanOrder.FORWARD, ScanOrder.BACKWARD, ScanOrder.SLICES);

  private final List<ScanOrder> orders;

  ScanDirections(ScanOrder... orders) {
    this.orders = Arrays.asList(orders);
  }

  List<ScanOrder> orders() {
    return orders;
  }
}
