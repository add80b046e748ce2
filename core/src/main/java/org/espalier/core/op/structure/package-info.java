/** Constants, conversions, regions and the check of finiteness. */
package org.espalier.core.op.structure;
