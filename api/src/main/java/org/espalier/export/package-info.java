/** How an operation is written to and read from ONNX. */
package org.espalier.export;
