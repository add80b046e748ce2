/** Layers for sequences: embeddings, recurrent networks, pooling over time. */
package org.espalier.standard.layer.sequence;
