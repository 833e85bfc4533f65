/**
 * The xAR network (Ren et al., 2025, section 3): velocities of entities under block-causal
 * attention, and its published variants (table 4).
 */
package dev.sprout.xar.network;
