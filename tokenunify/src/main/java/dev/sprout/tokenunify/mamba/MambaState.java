package dev.sprout.tokenunify.mamba;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** What a block keeps of the tokens that it has seen. Not thread-safe. */
public final class MambaState {
  private final NDManager manager;
  private NDArray window; // [B, E, convolution − 1], the last inputs of the convolution
  private NDArray states; // [B, E, states]

  MambaState(MambaConfig config, int batch, NDManager manager) {
    this.manager = manager;
    int channels = config.channels();
    this.window = manager.zeros(new Shape(batch, channels, MambaConfig.CONVOLUTION - 1));
    this.states = manager.zeros(new Shape(batch, channels, MambaConfig.STATES));
  }

  NDArray window() {
    return window;
  }

  NDArray states() {
    return states;
  }

  void set(NDArray nextWindow, NDArray nextStates) {
    window.close();
    states.close();
    window = nextWindow;
    states = nextStates;
    window.attach(manager);
    states.attach(manager);
  }
}
