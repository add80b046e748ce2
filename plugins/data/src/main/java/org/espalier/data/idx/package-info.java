/** Reading IDX files, the form that MNIST and its kin come in. */
package org.espalier.data.idx;
