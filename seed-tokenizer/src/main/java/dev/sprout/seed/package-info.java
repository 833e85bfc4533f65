/** SEED (arXiv 2307.08041, 2310.01218): a picture as 32 causal, discrete tokens. */
package dev.sprout.seed;
