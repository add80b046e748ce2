package org.espalier.core.plan;

import org.espalier.backend.Kernel;
import org.espalier.graph.Node;

/**
 * One kernel call of a plan.
 *
 * @param inputs the storage of each input
 * @param outputs the storage of each output, then of each scratch buffer
 */
record Instruction(Node node, Kernel kernel, String backend, int[] inputs, int[] outputs) {}
