package org.espalier.standard;

import org.espalier.plugin.API;
import org.espalier.standard.initializer.Constant;
import org.espalier.standard.initializer.FanInNormal;
import org.espalier.standard.initializer.FanInUniform;
import org.espalier.standard.initializer.GlorotNormal;
import org.espalier.standard.initializer.GlorotUniform;
import org.espalier.standard.initializer.HeNormal;
import org.espalier.standard.initializer.HeUniform;
import org.espalier.standard.initializer.Normal;
import org.espalier.standard.initializer.Ones;
import org.espalier.standard.initializer.Orthogonal;
import org.espalier.standard.initializer.Uniform;
import org.espalier.standard.initializer.Zeros;

/** Initializers by name, for a static import. */
@API(status = API.Status.STABLE, since = "0.1")
public final class Initializers {
    private Initializers() {}

    /** All 0. */
    public static Zeros zeros() {
        return Zeros.INSTANCE;
    }

    /** All 1. */
    public static Ones ones() {
        return Ones.INSTANCE;
    }

    /** One number everywhere. */
    public static Constant constant(double value) {
        return Constant.of(value);
    }

    /** Uniform on [-range, range). */
    public static Uniform uniform(double range) {
        return Uniform.of(range);
    }

    /** Normal with mean 0. */
    public static Normal normal(double deviation) {
        return Normal.of(deviation);
    }

    /** Uniform on ±1 / √fan_in. */
    public static FanInUniform fanInUniform() {
        return FanInUniform.INSTANCE;
    }

    /** Normal with variance 1 / fan_in. */
    public static FanInNormal fanInNormal() {
        return FanInNormal.INSTANCE;
    }

    /** Normal with variance 2 / (fan_in + fan_out). */
    public static GlorotNormal glorotNormal() {
        return GlorotNormal.INSTANCE;
    }

    /** Uniform on ±√(6 / (fan_in + fan_out)). */
    public static GlorotUniform glorotUniform() {
        return GlorotUniform.INSTANCE;
    }

    /** Normal with variance 2 / fan_in. */
    public static HeNormal heNormal() {
        return HeNormal.DEFAULT;
    }

    /** A random matrix with orthonormal rows or columns. */
    public static Orthogonal orthogonal() {
        return Orthogonal.DEFAULT;
    }

    /** A random matrix with orthonormal rows or columns, times a gain. */
    public static Orthogonal orthogonal(double gain) {
        return Orthogonal.of(gain);
    }

    /** Uniform with variance 2 / fan_in. */
    public static HeUniform heUniform() {
        return HeUniform.DEFAULT;
    }
}
