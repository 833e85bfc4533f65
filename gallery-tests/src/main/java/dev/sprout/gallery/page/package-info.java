/**
 * The gallery: one HTML page whose sections call the command line and show what came of it, each
 * beside its calls.
 */
package dev.sprout.gallery.page;
