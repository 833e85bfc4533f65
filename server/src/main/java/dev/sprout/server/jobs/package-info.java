/** Jobs of a model: a bounded queue, one thread that works on them, pictures drawn together. */
package dev.sprout.server.jobs;
