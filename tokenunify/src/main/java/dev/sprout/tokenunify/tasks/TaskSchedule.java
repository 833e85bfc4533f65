package dev.sprout.tokenunify.tasks;

/** How the three pretraining tasks share the loss in the course of a training. */
public enum TaskSchedule {
  /**
   * The paper's curriculum: random patches dominate in the first 30 % of the training, the next
   * patch up to 70 %, all next patches in the end. One task has 0.73, the one that is nearest in
   * the course 0.18, the other 0.09; where both are near, the one that comes next has more. The
   * weights change at once; the paper's transition isn't published in full.
   */
  CURRICULUM {
    @Override
    public TaskWeights weights(double progress, long epoch) {
      if (progress < 0.3) {
        return new TaskWeights(0.73, 0.18, 0.09);
      }
      return progress < 0.7
          ? new TaskWeights(0.09, 0.73, 0.18)
          : new TaskWeights(0.09, 0.18, 0.73);
    }
  },
  /** Random patches alone, the published code's masked pretraining. */
  RANDOM {
    @Override
    public TaskWeights weights(double progress, long epoch) {
      return new TaskWeights(1, 0, 0);
    }
  },
  /** The next patch alone: what mode 0 of the published code does. */
  NEXT {
    @Override
    public TaskWeights weights(double progress, long epoch) {
      return new TaskWeights(0, 1, 0);
    }
  },
  /** The next patch plus all next patches: mode 1 of the published code. */
  NEXT_AND_NEXT_ALL {
    @Override
    public TaskWeights weights(double progress, long epoch) {
      return new TaskWeights(0, 1, 1);
    }
  },
  /** Next and all next patches in turns of 100 epochs: what mode 0 was meant to do. */
  ALTERNATING {
    @Override
    public TaskWeights weights(double progress, long epoch) {
      return epoch / 100 % 2 == 0 ? new TaskWeights(0, 1, 0) : new TaskWeights(0, 0, 1);
    }
  };

  /**
   * The weights at a moment of the training.
   *
   * @param progress steps done, as a share of all, 0 to 1
   * @param epoch passes over the data done, from 0
   */
  public abstract TaskWeights weights(double progress, long epoch);
}
