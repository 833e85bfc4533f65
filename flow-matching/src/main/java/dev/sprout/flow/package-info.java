/**
 * The mathematics of moving noise to data, without a network in it.
 *
 * <p>Time runs from t = 0, the data, to t = 1, the noise. The {@link
 * dev.sprout.flow.LinearInterpolant} says how a picture turns into noise and what velocity a
 * network predicts on the way, {@link dev.sprout.flow.LogitNormalTimes} at which times it is
 * trained. A {@link dev.sprout.flow.Solver} follows the predicted {@link
 * dev.sprout.flow.VelocityField} back from noise to data, and {@link dev.sprout.flow.Guidance}
 * bends it towards a condition.
 *
 * <p>Sources: Lipman et al., "Flow Matching for Generative Modeling" (arXiv 2210.02747); Ma et al.,
 * "SiT" (arXiv 2401.08740), which names the interpolant and the diffusion; Ren et al., "xAR" (arXiv
 * 2502.20388), which applies them one entity at a time.
 */
package dev.sprout.flow;
