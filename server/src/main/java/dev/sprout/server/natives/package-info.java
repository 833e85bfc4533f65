/** Sprout's own routes: ids, captions, jobs. */
package dev.sprout.server.natives;
