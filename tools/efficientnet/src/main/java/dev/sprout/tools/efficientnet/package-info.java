/** Conversion of the published weights of EfficientNet-Lite0. */
package dev.sprout.tools.efficientnet;
