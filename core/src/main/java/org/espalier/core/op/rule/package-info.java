/** What the definitions of ops share: type rules, gradients, forms in ONNX. */
package org.espalier.core.op.rule;
