/** Model folders: configuration, weight files, published checkpoints, conversion. */
package dev.sprout.xar.model;
