package dev.sprout.tokenunify.mamba;

import java.util.Arrays;

/**
 * The gradients of a scan, for one group of channels of a sequence. States are recomputed block by
 * block, from the last to the first, so that memory doesn't grow with states times length.
 *
 * <p>With λ[t] the gradient of state h[t] and ȳ that of the output: λ[t] = C[t]·ȳ[t] +
 * decay[t+1]·λ[t+1]; ∂B = λ·Δu, ∂C = ȳ·h, ∂(Δu) = Σ λ·B, ∂(ΔA) = λ·decay·h[t−1]. Belongs to one
 * thread.
 */
final class ScanBackward {
  private final ScanArrays arrays;
  private final ScanShape shape;
  private final ScanResult result;
  private final float[] outputGradient;
  private final ScanBlock block;

  private final float[][] carries; // [channels of the group][states]
  private final double[][] gradA; // [channels of the group][states]
  private final double[] gradD; // [channels of the group]
  private final float[][] blockB; // [states, steps]
  private final float[][] blockC; // [states, steps]
  private final float[] states;
  private final float[] gy = new float[ScanBlock.STEPS];
  private final float[] gradDeltaU = new float[ScanBlock.STEPS];
  private final float[] gradDelta = new float[ScanBlock.STEPS];
  private final float[] gradU = new float[ScanBlock.STEPS];
  private final float[] before = new float[ScanBlock.STEPS + 1];
  private final float[][] lambda = new float[Recurrence.CHAINS][ScanBlock.STEPS];

  ScanBackward(ScanArrays arrays, ScanResult result, float[] outputGradient, int channels) {
    this.arrays = arrays;
    this.shape = arrays.shape();
    this.result = result;
    this.outputGradient = outputGradient;
    this.block = new ScanBlock(arrays);
    int count = shape.states();
    this.carries = new float[channels][count];
    this.gradA = new double[channels][count];
    this.gradD = new double[channels];
    this.blockB = new float[count][ScanBlock.STEPS];
    this.blockC = new float[count][ScanBlock.STEPS];
    this.states = new float[count];
  }

  /**
   * Runs channels {@code first} to below {@code end}.
   *
   * @param out receives the gradients of u and Δ
   * @param b receives the group's part of the gradient of B // [states, length]
   * @param c receives the group's part of the gradient of C // [states, length]
   */
  void run(int sequence, int first, int end, ScanGradients out, float[] b, float[] c) {
    for (int k = shape.blocks() - 1; k >= 0; k--) {
      block.moveTo(sequence, k);
      for (int n = 0; n < shape.states(); n++) {
        Arrays.fill(blockB[n], 0);
        Arrays.fill(blockC[n], 0);
      }
      for (int channel = first; channel < end; channel++) {
        load(sequence, channel, k);
        for (int n = 0; n < shape.states(); n += Recurrence.CHAINS) {
          states(channel, channel - first, n);
        }
        store(sequence, channel, channel - first, out);
      }
      for (int n = 0; n < shape.states(); n++) {
        int to = n * shape.length() + block.begin();
        System.arraycopy(blockB[n], 0, b, to, block.count());
        System.arraycopy(blockC[n], 0, c, to, block.count());
      }
    }
  }

  /** Adds the gradients of A and D over the sequence. */
  void addRates(int first, ScanGradients out) {
    for (int i = 0; i < gradD.length; i++) {
      out.d()[first + i] += (float) gradD[i];
      for (int n = 0; n < shape.states(); n++) {
        out.a()[(first + i) * shape.states() + n] += (float) gradA[i][n];
      }
    }
  }

  private void load(int sequence, int channel, int k) {
    block.load(sequence, channel);
    result.statesBefore(sequence, channel, k, states);
    int from = shape.channelOffset(sequence, channel) + block.begin();
    System.arraycopy(outputGradient, from, gy, 0, block.count());
    Arrays.fill(gradDeltaU, 0);
    Arrays.fill(gradDelta, 0);
  }

  private void states(int channel, int member, int first) {
    int count = block.count();
    int chains = block.chains(first);
    float[] initial = Arrays.copyOfRange(states, first, first + chains);
    block.advance(channel, first, states);
    for (int i = 0; i < chains; i++) {
      Vectors.multiply(block.c[first + i], gy, lambda[i], count);
    }
    Recurrence.backward(block.decay, lambda, carries[member], first, chains, count);
    for (int i = 0; i < chains; i++) {
      int n = first + i;
      Vectors.addProduct(gy, block.h[i], blockC[n], count);
      Vectors.addProduct(lambda[i], block.deltaU, blockB[n], count);
      Vectors.addProduct(lambda[i], block.b[n], gradDeltaU, count);
      before[0] = initial[i];
      System.arraycopy(block.h[i], 0, before, 1, count);
      Vectors.multiply(lambda[i], block.decay[i], lambda[i], count);
      Vectors.multiply(lambda[i], before, lambda[i], count);
      Vectors.addScaled(lambda[i], block.rate(channel, n), gradDelta, count);
      gradA[member][n] += Vectors.dot(lambda[i], block.delta, count);
    }
  }

  private void store(int sequence, int channel, int member, ScanGradients out) {
    int count = block.count();
    Vectors.scale(gy, arrays.d()[channel], gradU, count);
    Vectors.addProduct(block.delta, gradDeltaU, gradU, count);
    Vectors.addProduct(block.u, gradDeltaU, gradDelta, count);
    gradD[member] += Vectors.dot(gy, block.u, count);
    int to = shape.channelOffset(sequence, channel) + block.begin();
    System.arraycopy(gradU, 0, out.u(), to, count);
    System.arraycopy(gradDelta, 0, out.delta(), to, count);
  }
}
