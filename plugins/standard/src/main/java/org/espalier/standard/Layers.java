package org.espalier.standard;

import org.espalier.nn.Activation;
import org.espalier.nn.Layer;
import org.espalier.plugin.API;
import org.espalier.standard.layer.Add;
import org.espalier.standard.layer.BatchNormalization;
import org.espalier.standard.layer.Branches;
import org.espalier.standard.layer.Concatenate;
import org.espalier.standard.layer.Dense;
import org.espalier.standard.layer.Dropout;
import org.espalier.standard.layer.Flatten;
import org.espalier.standard.layer.LayerNormalization;
import org.espalier.standard.layer.Named;
import org.espalier.standard.layer.Parallel;
import org.espalier.standard.layer.Rbf;
import org.espalier.standard.layer.Reshape;
import org.espalier.standard.layer.Residual;
import org.espalier.standard.layer.Sequential;
import org.espalier.standard.layer.Shared;

/** Layers by name, for a static import: {@code sequential(dense(128, relu()), dropout(0.2), dense(10))}. */
@API(status = API.Status.STABLE, since = "0.1")
public final class Layers {
    private Layers() {}

    /** A linear layer. */
    public static Dense dense(int units) {
        return Dense.of(units);
    }

    /** A fully connected layer with an activation. */
    public static Dense dense(int units, Activation activation) {
        return Dense.of(units, activation);
    }

    /** Drops elements with this probability while training. */
    public static Dropout dropout(double rate) {
        return Dropout.of(rate);
    }

    /** Normalises each feature over the batch. */
    public static BatchNormalization batchNormalization() {
        return BatchNormalization.DEFAULT;
    }

    /** Normalises each example over its features. */
    public static LayerNormalization layerNormalization() {
        return LayerNormalization.DEFAULT;
    }

    /** Each example as one vector. */
    public static Flatten flatten() {
        return Flatten.INSTANCE;
    }

    /** Each example under another shape. */
    public static Reshape reshape(long... shape) {
        return Reshape.to(shape);
    }

    /** Layers one after the other. */
    public static Sequential sequential(Layer... layers) {
        return Sequential.of(layers);
    }

    /** Layers one after the other, with their input added. */
    public static Residual residual(Layer... body) {
        return Residual.of(body);
    }

    /** Layers side by side, each on an input of its own. */
    public static Parallel parallel(Layer... layers) {
        return Parallel.of(layers);
    }

    /** Layers side by side, each on the same inputs. */
    public static Branches branches(Layer... layers) {
        return Branches.of(layers);
    }

    /** Joins its inputs along the last axis. */
    public static Concatenate concatenate() {
        return Concatenate.DEFAULT;
    }

    /** The sum of its inputs. */
    public static Add add() {
        return Add.INSTANCE;
    }

    /** A layer whose weights all layers of this id share. */
    public static Shared shared(String id, Layer layer) {
        return Shared.of(id, layer);
    }

    /** A layer whose parameters stand under a name. */
    public static Named named(String name, Layer layer) {
        return Named.of(name, layer);
    }

    /** Radial basis functions with learned centres. */
    public static Rbf rbf(int units, double gamma) {
        return Rbf.of(units, gamma);
    }

    /** Radial basis functions with fixed centres, one row each. */
    public static Rbf rbf(double[][] centres, double gamma) {
        return Rbf.at(centres, gamma);
    }
}
