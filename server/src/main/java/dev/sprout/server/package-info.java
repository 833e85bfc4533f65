/** The server: Sprout over HTTP. */
package dev.sprout.server;
