package dev.sprout.tokenunify.mamba;

/** The scan as its definition reads: step by step, in double. */
final class StepwiseScan {
  private StepwiseScan() {}

  /** Outputs. // [batch, channels, length] */
  static double[] run(ScanArrays in) {
    ScanShape shape = in.shape();
    double[] y = new double[in.u().length];
    for (int sequence = 0; sequence < shape.batch(); sequence++) {
      for (int channel = 0; channel < shape.channels(); channel++) {
        run(in, sequence, channel, y);
      }
    }
    return y;
  }

  private static void run(ScanArrays in, int sequence, int channel, double[] y) {
    ScanShape shape = in.shape();
    double[] h = new double[shape.states()];
    for (int t = 0; t < shape.length(); t++) {
      int step = shape.channelOffset(sequence, channel) + t;
      double delta = in.delta()[step];
      y[step] = (double) in.d()[channel] * in.u()[step];
      for (int n = 0; n < h.length; n++) {
        int state = shape.stateOffset(sequence, n) + t;
        double decay = Math.exp(delta * in.a()[channel * h.length + n]);
        h[n] = decay * h[n] + delta * in.b()[state] * in.u()[step];
        y[step] += in.c()[state] * h[n];
      }
    }
  }
}
