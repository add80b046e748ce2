/** Where the elements of tensors lie in memory. */
package org.espalier.cpu.layout;
