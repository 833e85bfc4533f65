/** A trained TokenUnify network in a folder, and how its input is made. */
package dev.sprout.tokenunify.model;
