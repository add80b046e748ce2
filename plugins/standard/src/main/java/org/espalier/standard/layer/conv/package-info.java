/** Convolution and pooling over one to three spatial axes. */
package org.espalier.standard.layer.conv;
