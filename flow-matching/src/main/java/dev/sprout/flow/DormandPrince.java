package dev.sprout.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.sprout.core.UserError;

/**
 * Dormand–Prince 5(4) with error control: a step is accepted if the difference of its order-5 and
 * order-4 results is below atol + rtol·|x|, as root mean square over each picture, in all pictures.
 *
 * <p>Cost: one evaluation at the start and six for each attempted step.
 */
final class DormandPrince implements Solver {
  /** Order 5 minus order 4, as weights of the slopes. */
  private static final double[] ERROR = {
    71. / 57600, 0, -71. / 16695, 71. / 1920, -17253. / 339200, 22. / 525, -1. / 40
  };

  /** Initial step length, of a total of 1; a bad guess costs one or two steps. */
  private static final double FIRST_STEP = 0.05;

  private final double rtol;
  private final double atol;
  private final int maxSteps;

  /**
   * Creates the solver; it fails after {@code maxSteps} attempted steps, rejected ones included.
   */
  DormandPrince(double rtol, double atol, int maxSteps) {
    this.rtol = rtol;
    this.atol = atol;
    this.maxSteps = maxSteps;
  }

  /** State of a run: x at time t, with its slope. */
  private record Point(double t, NDArray x, NDArray slope) {
    void attach(NDManager manager) {
      x.attach(manager);
      slope.attach(manager);
    }
  }

  @Override
  public NDArray solve(VelocityField field, NDArray start, NoiseSource noise) {
    try (NDManager carried = start.getManager().newSubManager()) {
      NDArray end = follow(field, start, carried).x();
      end.attach(start.getManager());
      return end;
    }
  }

  private Point follow(VelocityField field, NDArray start, NDManager carried) {
    StepControl control = new StepControl();
    Point point = begin(field, start, carried);
    double length = FIRST_STEP;
    for (int tried = 0; point.t() > 0; tried++) {
      requireProgress(tried, point.t());
      try (NDManager step = carried.newSubManager()) {
        point.attach(step);
        double dt = -Math.min(length, point.t());
        NDArray[] slopes =
            Tableau.DORMAND_PRINCE.slopes(field, point.x(), point.t(), dt, point.slope());
        Point next = arrive(point, dt, slopes);
        double error = error(point, next, dt, slopes);
        point = error <= 1 ? next : point;
        length = -dt * control.factor(error);
        point.attach(carried);
      }
    }
    return point;
  }

  private static Point begin(VelocityField field, NDArray start, NDManager carried) {
    NDArray x = start.duplicate();
    x.attach(carried);
    return new Point(1, x, Tableau.slope(field, x, 1));
  }

  private static Point arrive(Point from, double dt, NDArray[] slopes) {
    NDArray x = Tableau.DORMAND_PRINCE.result(from.x(), dt, slopes);
    double t = -dt == from.t() ? 0 : from.t() + dt;
    return new Point(t, x, slopes[slopes.length - 1]);
  }

  /** Error of a step over its tolerance, in the worst picture. */
  private double error(Point from, Point to, double dt, NDArray[] slopes) {
    NDArray difference = Tableau.weigh(dt, ERROR, slopes);
    NDArray tolerance = from.x().abs().maximum(to.x().abs()).mul(rtol).add(atol);
    NDArray square = difference.div(tolerance).square().reshape(difference.size(0), -1); // [B, n]
    NDArray worst = square.mean(new int[] {1}).max().toType(DataType.FLOAT64, false);
    double error = Math.sqrt(worst.getDouble());
    if (Double.isNaN(error)) {
      throw UserError.failure("dopri5: the velocity at t = %.4f is not a number", from.t());
    }
    return error;
  }

  private void requireProgress(int tried, double t) {
    if (tried >= maxSteps) {
      throw UserError.failure(
          "dopri5 is at t = %.4f after %d steps: the velocity is too rough for it; use another"
              + " sampler",
          t, tried);
    }
  }
}
