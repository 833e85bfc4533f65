/** The {@code sprout} command: one class a command, no model code. */
package dev.sprout.cli;
