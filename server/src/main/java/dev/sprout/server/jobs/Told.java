package dev.sprout.server.jobs;

/**
 * An event with its number.
 *
 * @param number in the order of the job's events, from 1
 */
public record Told(long number, JobEvent event) {}
