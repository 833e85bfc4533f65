/** Gallery page and studies of trained models, made through the command line. */
package dev.sprout.gallery;
