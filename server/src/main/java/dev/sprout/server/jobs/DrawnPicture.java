package dev.sprout.server.jobs;

import java.util.Map;

/**
 * A finished picture.
 *
 * @param png file, with the parameters as its text
 * @param parameters values by keyword, as commands take them
 */
public record DrawnPicture(byte[] png, Map<String, String> parameters) {}
