/**
 * Builder of the emoji data set: pictures of concepts in several styles, from open emoji packages.
 */
package dev.sprout.tools.emoji;
