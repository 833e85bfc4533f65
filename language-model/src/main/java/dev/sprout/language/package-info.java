/** A LLaMA decoder whose vocabulary holds text pieces and image codes: SEED-LLaMA. */
package dev.sprout.language;
