package dev.sprout.evaluation.metrics;

/** Sum of many numbers whose rounding doesn't grow with their count (Kahan 1965). */
final class CompensatedSum {
  private double sum;
  private double lost;

  void add(double value) {
    double corrected = value - lost;
    double next = sum + corrected;
    lost = next - sum - corrected;
    sum = next;
  }

  double value() {
    return sum;
  }
}
