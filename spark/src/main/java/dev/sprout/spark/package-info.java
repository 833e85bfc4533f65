/** Jobs on Apache Spark: pictures, ids, captions and scores, in parts that are computed once. */
package dev.sprout.spark;
