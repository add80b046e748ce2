package org.espalier.optim;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.ParameterSpec;
import org.espalier.op.Ops;
import org.espalier.plugin.API;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;

/** What a gradient transformation is written into: the trained parameters, and slots for state of its own. */
@API(status = API.Status.STABLE, since = "0.1")
public interface UpdateScope {
    /** A parameter that is being trained. */
    record Parameter(ParameterSpec spec, Value value) {}

    /** The ops of the step's graph. */
    Ops ops();

    /** The parameters that are being trained, frozen ones left out; gradients come in the same order. */
    List<Parameter> parameters();

    /** The learning rate of this step, a scalar of the parameters' dtype. */
    Value learningRate();

    /**
     * The rate of another schedule in this step, for parameters that have one of their own; a scalar of the parameters'
     * dtype. What callbacks make of the learning rate, such as a tenth of it, they make of this one too.
     */
    Value learningRate(Schedule other);

    /** The number of this update, from 1: an i64 scalar. */
    Value step();

    /** The seed of the run, an i64 scalar. */
    Value seed();

    /** The state of this name that belongs to a parameter and has its type; filled with a number at first. */
    Value slot(String name, int parameter, double initial);

    /** A state of this name that belongs to no parameter. */
    Value slot(String name, DType dtype, Shape shape, double initial);

    /** Says what a slot becomes after this step. */
    void assign(Value slot, Value next);
}
