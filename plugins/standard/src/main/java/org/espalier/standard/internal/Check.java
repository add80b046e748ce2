package org.espalier.standard.internal;

import java.util.List;
import java.util.Objects;

/** Checks of hyper-parameters; each message names the type, the component, what it must be and what it is. */
public final class Check {
    private Check() {}

    /** At least 1. */
    public static void positive(String type, String component, long value) {
        require(value >= 1, type, component, "at least 1", value);
    }

    /** Not negative. */
    public static void notNegative(String type, String component, long value) {
        require(value >= 0, type, component, "at least 0", value);
    }

    /** Finite and above 0. */
    public static void positive(String type, String component, double value) {
        require(value > 0 && Double.isFinite(value), type, component, "a finite number above 0", value);
    }

    /** Finite and not negative. */
    public static void notNegative(String type, String component, double value) {
        require(value >= 0 && Double.isFinite(value), type, component, "a finite number of at least 0", value);
    }

    /** Neither infinite nor NaN. */
    public static void finite(String type, String component, double value) {
        require(Double.isFinite(value), type, component, "a finite number", value);
    }

    /** Within [0, 1). */
    public static void fraction(String type, String component, double value) {
        require(value >= 0 && value < 1, type, component, "at least 0 and below 1", value);
    }

    /** Within (0, 1). */
    public static void openFraction(String type, String component, double value) {
        require(value > 0 && value < 1, type, component, "above 0 and below 1", value);
    }

    /** Present. */
    public static void present(String type, String component, Object value) {
        require(value != null, type, component, "given", value);
    }

    /** A list without nulls, copied. */
    public static <T> List<T> list(String type, String component, List<T> values) {
        require(values != null && values.stream().allMatch(Objects::nonNull), type, component, "a list without nulls",
                values);
        return List.copyOf(values);
    }

    /** A list with at least one element and without nulls, copied. */
    public static <T> List<T> filled(String type, String component, List<T> values) {
        List<T> copy = list(type, component, values);
        require(!copy.isEmpty(), type, component, "a list of at least one element", values);
        return copy;
    }

    /** Any condition. */
    public static void require(boolean holds, String type, String component, String must, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "[" + type + "] " + component + " must be " + must + ", but is " + value);
        }
    }
}
