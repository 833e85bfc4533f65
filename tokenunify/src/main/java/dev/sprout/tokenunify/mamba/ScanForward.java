package dev.sprout.tokenunify.mamba;

/** The outputs of a scan, for some channels of a sequence at a time. Belongs to one thread. */
final class ScanForward {
  private final ScanArrays arrays;
  private final ScanShape shape;
  private final ScanResult result;
  private final ScanBlock block;
  private final float[] y = new float[ScanBlock.STEPS];

  ScanForward(ScanArrays arrays, ScanResult result) {
    this.arrays = arrays;
    this.shape = arrays.shape();
    this.result = result;
    this.block = new ScanBlock(arrays);
  }

  /** Runs channels {@code first} to below {@code end}, from the states that the result holds. */
  void run(int sequence, int first, int end) {
    for (int k = 0; k < shape.blocks(); k++) {
      block.moveTo(sequence, k);
      for (int channel = first; channel < end; channel++) {
        runBlock(sequence, channel, k);
      }
    }
  }

  private void runBlock(int sequence, int channel, int k) {
    block.load(sequence, channel);
    int count = block.count();
    float[] states = result.statesAfter(sequence, channel);
    result.keepStatesBefore(sequence, channel, k);
    Vectors.scale(block.u, arrays.d()[channel], y, count);
    for (int n = 0; n < shape.states(); n += Recurrence.CHAINS) {
      block.advance(channel, n, states);
      for (int i = 0; i < block.chains(n); i++) {
        Vectors.addProduct(block.c[n + i], block.h[i], y, count);
      }
    }
    int to = shape.channelOffset(sequence, channel) + block.begin();
    System.arraycopy(y, 0, result.y(), to, count);
  }
}
