package dev.sprout.core;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Default value of a record's component, for files without it. A component without this annotation
 * is required, see {@link JsonFile#readRecord}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
  /** The value as JSON, such as {@code 1} or {@code "fp32"}; {@code null} for Java's null. */
  String value();
}
