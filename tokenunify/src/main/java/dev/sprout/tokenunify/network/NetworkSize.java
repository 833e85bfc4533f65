package dev.sprout.tokenunify.network;

import java.util.List;

/** Named sizes; all but the first are the paper's, and their names its own. */
public enum NetworkSize {
  /** For training on a processor: 1.6 million parameters. */
  TINY(96, 16, 24, 36, 56),
  /** 28.3 million parameters, the size of the paper's main tables. */
  BASE(512, 32, 64, 128, 256),
  /** 113 million parameters, "100M". */
  SMALL(1024, 64, 128, 256, 512),
  /** 207 million parameters, "200M". */
  MID(1024, 96, 192, 384, 768),
  /** 507 million parameters, "500M". */
  LARGE(2048, 144, 288, 576, 1104),
  /** 1.01 billion parameters, "1B". */
  HUGE(3072, 192, 384, 768, 1536);

  private static final List<Integer> KERNEL = List.of(1, 5, 5);
  private static final int DEPTH = 2;
  private static final int SLICES = 5;

  private final int hidden;
  private final int first;
  private final int second;
  private final int third;
  private final int fourth;

  NetworkSize(int hidden, int first, int second, int third, int fourth) {
    this.hidden = hidden;
    this.first = first;
    this.second = second;
    this.third = third;
    this.fourth = fourth;
  }

  /** The sizes with a number of output channels: 3 for affinities, 1 for pretraining. */
  public MambaUnetConfig config(int outputs) {
    List<Integer> dims = List.of(first, second, third, fourth);
    return new MambaUnetConfig(dims, hidden, KERNEL, DEPTH, outputs, SLICES);
  }
}
