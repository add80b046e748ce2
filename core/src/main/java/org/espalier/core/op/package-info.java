/** The definitions of the built-in ops, one themed table a file. */
package org.espalier.core.op;
