/** Charts as SVG, and as PNG drawn from it: curves of trainings, bars of scores. */
package dev.sprout.evaluation.plot;
