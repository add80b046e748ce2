/** Writing, reading and validating ONNX files. */
package org.espalier.onnx;
