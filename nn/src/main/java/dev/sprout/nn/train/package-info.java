/**
 * Training of any network: a {@link dev.sprout.nn.train.TrainingTask} has the weights and the loss,
 * {@link dev.sprout.nn.train.TrainingLoop} steps, averages, checkpoints and resumes it in a {@link
 * dev.sprout.nn.train.RunFolder}.
 */
package dev.sprout.nn.train;
