/** What every route needs of HTTP: limits, refusals, bodies, answers, event streams. */
package dev.sprout.server.http;
