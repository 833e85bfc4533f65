/**
 * Foundation of all modules: errors that name a field, strict JSON, atomic files, random streams,
 * terminal, version.
 */
package dev.sprout.core;
