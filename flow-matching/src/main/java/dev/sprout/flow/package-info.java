/**
 * Flow matching between noise and data, independent of any network.
 *
 * <p>Time runs from t = 0, the data, to t = 1, the noise. {@link dev.sprout.flow.LinearInterpolant}
 * gives the noised state and the target velocity, {@link dev.sprout.flow.LogitNormalTimes} the
 * training times. A {@link dev.sprout.flow.Solver} integrates the predicted {@link
 * dev.sprout.flow.VelocityField} from noise to data; {@link dev.sprout.flow.Guidance} gives the
 * scale of classifier-free guidance.
 *
 * <p>Sources: Lipman et al., "Flow Matching for Generative Modeling" (arXiv 2210.02747); Ma et al.,
 * "SiT" (arXiv 2401.08740), for the interpolant and the diffusion; Ren et al., "xAR" (arXiv
 * 2502.20388), for flows of single entities.
 */
package dev.sprout.flow;
