/**
 * From affinities to neurons: overlapping windows blended, fragments by watershed, fragments joined
 * by agglomeration or multicut, volumes block by block.
 */
package dev.sprout.tokenunify.segment;
