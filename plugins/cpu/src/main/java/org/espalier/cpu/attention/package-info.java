/** Attention and its gradient, block by block, so that scores never leave the cache. */
package org.espalier.cpu.attention;
