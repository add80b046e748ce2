/** Verification of exported files in ONNX Runtime. */
package org.espalier.onnxruntime;
