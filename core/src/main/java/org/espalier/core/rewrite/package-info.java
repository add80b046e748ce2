/** Rewrites that make a bound graph ready for its plan: folding, merging, lowering and fusion. */
package org.espalier.core.rewrite;
