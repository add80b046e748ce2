package org.espalier.graph;

import java.util.Objects;
import org.espalier.op.Ops;
import org.espalier.plugin.API;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * A typed edge of a graph that is being built. It holds the {@link Ops} of its builder and carries the operators, so
 * that formulas read left to right; values of two builders cannot be mixed.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Value {
    private final Ops ops;
    private final Node.Edge edge;

    /** Called by implementations of {@link Ops}. */
    public Value(Ops ops, Node.Edge edge) {
        this.ops = Objects.requireNonNull(ops, "ops");
        this.edge = Objects.requireNonNull(edge, "edge");
    }

    /** The ops of the builder that this value belongs to. */
    public Ops ops() {
        return ops;
    }

    /** The edge of the graph that is being built. */
    public Node.Edge edge() {
        return edge;
    }

    /** Element type and shape. */
    public TensorType type() {
        return edge.type();
    }

    /** The element type. */
    public DType dtype() {
        return type().dtype();
    }

    /** The shape, possibly with names in it. */
    public Shape shape() {
        return type().shape();
    }

    /** The number of axes. */
    public int rank() {
        return shape().rank();
    }

    /** The dim of an axis; negative axes count from the end. */
    public Dim dim(int axis) {
        return shape().dim(axis);
    }

    /** A number as a scalar constant of this value's dtype. */
    public Value constant(double number) {
        return ops.scalar(dtype(), number);
    }

    public Value add(Value other) {
        return ops.add(this, other);
    }

    public Value add(double number) {
        return ops.add(this, constant(number));
    }

    public Value sub(Value other) {
        return ops.sub(this, other);
    }

    public Value sub(double number) {
        return ops.sub(this, constant(number));
    }

    public Value mul(Value other) {
        return ops.mul(this, other);
    }

    public Value mul(double number) {
        return ops.mul(this, constant(number));
    }

    public Value div(Value other) {
        return ops.div(this, other);
    }

    public Value div(double number) {
        return ops.div(this, constant(number));
    }

    public Value pow(Value exponent) {
        return ops.pow(this, exponent);
    }

    public Value pow(double exponent) {
        return ops.pow(this, constant(exponent));
    }

    public Value max(Value other) {
        return ops.max(this, other);
    }

    public Value max(double number) {
        return ops.max(this, constant(number));
    }

    public Value min(Value other) {
        return ops.min(this, other);
    }

    public Value min(double number) {
        return ops.min(this, constant(number));
    }

    public Value neg() {
        return ops.neg(this);
    }

    public Value abs() {
        return ops.abs(this);
    }

    public Value sign() {
        return ops.sign(this);
    }

    public Value exp() {
        return ops.exp(this);
    }

    public Value log() {
        return ops.log(this);
    }

    public Value sqrt() {
        return ops.sqrt(this);
    }

    public Value reciprocal() {
        return ops.reciprocal(this);
    }

    public Value square() {
        return ops.mul(this, this);
    }

    public Value erf() {
        return ops.erf(this);
    }

    public Value log1p() {
        return ops.log1p(this);
    }

    public Value expm1() {
        return ops.expm1(this);
    }

    public Value sin() {
        return ops.sin(this);
    }

    public Value cos() {
        return ops.cos(this);
    }

    public Value floor() {
        return ops.floor(this);
    }

    public Value ceil() {
        return ops.ceil(this);
    }

    public Value round() {
        return ops.round(this);
    }

    public Value relu() {
        return ops.relu(this);
    }

    public Value sigmoid() {
        return ops.sigmoid(this);
    }

    public Value tanh() {
        return ops.tanh(this);
    }

    public Value softplus() {
        return ops.softplus(this);
    }

    public Value clip(double min, double max) {
        return ops.clip(this, min, max);
    }

    public Value greater(Value other) {
        return ops.greater(this, other);
    }

    public Value greater(double number) {
        return ops.greater(this, constant(number));
    }

    public Value less(Value other) {
        return ops.less(this, other);
    }

    public Value less(double number) {
        return ops.less(this, constant(number));
    }

    public Value greaterOrEqual(Value other) {
        return ops.greaterOrEqual(this, other);
    }

    public Value greaterOrEqual(double number) {
        return ops.greaterOrEqual(this, constant(number));
    }

    public Value lessOrEqual(Value other) {
        return ops.lessOrEqual(this, other);
    }

    public Value lessOrEqual(double number) {
        return ops.lessOrEqual(this, constant(number));
    }

    public Value equal(Value other) {
        return ops.equal(this, other);
    }

    public Value and(Value other) {
        return ops.and(this, other);
    }

    public Value or(Value other) {
        return ops.or(this, other);
    }

    public Value xor(Value other) {
        return ops.xor(this, other);
    }

    public Value not() {
        return ops.not(this);
    }

    public Value cast(DType dtype) {
        return dtype == dtype() ? this : ops.cast(this, dtype);
    }

    public Value matmul(Value other) {
        return ops.matmul(this, other);
    }

    public Value softmax(int axis) {
        return ops.softmax(this, axis);
    }

    public Value logSoftmax(int axis) {
        return ops.logSoftmax(this, axis);
    }

    public Value reshape(Shape shape) {
        return ops.reshape(this, shape);
    }

    public Value expand(Shape shape) {
        return ops.expand(this, shape);
    }

    public Value transpose(int... perm) {
        return ops.transpose(this, perm);
    }

    public Value squeeze(int... axes) {
        return ops.squeeze(this, axes);
    }

    public Value unsqueeze(int... axes) {
        return ops.unsqueeze(this, axes);
    }

    /** The sum over axes; over all where none are given. */
    public Value sum(boolean keepDims, int... axes) {
        return ops.reduceSum(this, keepDims, axes);
    }

    /** The mean over axes; over all where none are given. */
    public Value mean(boolean keepDims, int... axes) {
        return ops.reduceMean(this, keepDims, axes);
    }

    /** The sum of all elements, a scalar. */
    public Value sum() {
        return sum(false);
    }

    /** The mean of all elements, a scalar. */
    public Value mean() {
        return mean(false);
    }

    @Override
    public String toString() {
        return edge.toString();
    }
}
