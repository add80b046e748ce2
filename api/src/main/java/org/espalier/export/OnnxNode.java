package org.espalier.export;

import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.op.Ops;
import org.espalier.plugin.API;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Tensor;

/** One node of an ONNX file while it is read; implemented by the importer. */
@API(status = API.Status.STABLE, since = "0.1")
public interface OnnxNode {
    /** The operator's name. */
    String opType();

    /** The opset of the file, on which the operator's meaning depends. */
    int opset();

    /** What builds the graph. */
    Ops ops();

    /** The number of inputs, left-out ones in the middle included. */
    int inputs();

    /** Whether there is an input at a position: it may be left out in the middle (an empty name) or at the end. */
    boolean has(int input);

    /**
     * An input.
     *
     * @throws IllegalArgumentException where it is left out
     */
    Value input(int input);

    /**
     * The elements of an input that has to be known before types can be inferred: axes, shapes, pads.
     *
     * @throws IllegalArgumentException where it is left out, or depends on what is only known when the graph runs
     */
    Tensor constant(int input);

    /** Whether {@link #constant} has an answer for an input. */
    boolean isKnown(int input);

    /**
     * The elements of an input that holds lengths: a shape, of which some may be negative where the operator gives that a
     * meaning. Unlike {@link #constant} they may be computed from lengths that are only names yet, and then are expressions
     * over them.
     *
     * @throws IllegalArgumentException where the input is left out, or depends on what is only known when the graph runs
     */
    List<Dim> lengths(int input);

    /** The number of outputs that the file names, from the first to the last that is not left out. */
    int outputs();

    /** Whether the file uses an output: it has a name, and something reads it. */
    boolean uses(int output);

    /**
     * The attributes as they stand in the file: longs, doubles, strings, tensors, and lists of the first three. Those left
     * out are missing. A float is the shortest decimal that it is the nearest float of, which is what its writer had:
     * 0.01, and not 0.009999999776.
     */
    Attributes attributes();

    /**
     * The dtype that an attribute names by its number in TensorProto or, in old files, by its name there.
     *
     * @throws IllegalArgumentException where the attribute is left out, or there is no such dtype here
     */
    DType dtype(String attribute);
}
