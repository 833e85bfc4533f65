/** How well a segmentation agrees with the true objects. */
package dev.sprout.tokenunify.score;
