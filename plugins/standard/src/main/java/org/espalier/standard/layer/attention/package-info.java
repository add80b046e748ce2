/** Attention, and blocks that are made of it. */
package org.espalier.standard.layer.attention;
