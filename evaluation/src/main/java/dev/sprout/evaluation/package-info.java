/** Scores of sets of pictures: which features are compared, by which protocol, with what result. */
package dev.sprout.evaluation;
