/** Measurement of what models make of scenes, by the engine's facade and a judge of pictures. */
package dev.sprout.gallery.scenes;
