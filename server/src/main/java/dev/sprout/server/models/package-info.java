/** The models that a server offers: described by their files, loaded at first use. */
package dev.sprout.server.models;
