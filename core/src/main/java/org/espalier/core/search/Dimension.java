package org.espalier.core.search;

import java.util.List;
import org.espalier.core.config.ComponentCodec;
import org.espalier.core.config.Json;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;

/**
 * One hyper-parameter: its name and the values that it may have. Also the handle by which a {@link Point} is asked for
 * its value.
 *
 * @param <T> the type of a value
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public sealed interface Dimension<T> permits RealRange, IntegerRange, Choice {
    /** A real number, uniform on [low, high]. */
    static Dimension<Double> uniform(String name, double low, double high) {
        return new RealRange(name, low, high, false);
    }

    /** A real number whose logarithm is uniform, as suits learning rates; {@code 0 < low < high}. */
    static Dimension<Double> logUniform(String name, double low, double high) {
        return new RealRange(name, low, high, true);
    }

    /** An integer from low to high, both ends included, each as likely. */
    static Dimension<Integer> integer(String name, int low, int high) {
        return new IntegerRange(name, low, high, false);
    }

    /** An integer from low to high, both ends included, k with a likelihood proportional to log((k + 1) / k); low from 1. */
    static Dimension<Integer> logInteger(String name, int low, int high) {
        return new IntegerRange(name, low, high, true);
    }

    /**
     * One of some values, each as likely: numbers, texts, truth values, enum constants, or registered records, such as
     * activations, optimizers and schedules.
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    static <T> Dimension<T> choice(String name, T... values) {
        return choice(name, List.of(values));
    }

    /** One of some values. */
    static <T> Dimension<T> choice(String name, List<? extends T> values) {
        return new Choice<>(name, List.copyOf(values));
    }

    /** The name, by which the value is told of in tables and files. */
    String name();

    /**
     * The value at a place.
     *
     * @param u from 0 on and below 1; uniform numbers give values of this dimension's distribution
     */
    T at(double u);

    /**
     * Some values that cover the range evenly, both ends included; the middle where there is to be one. A choice has all of
     * its values whatever the number, a range of integers no more than it holds.
     *
     * @param points how many; 0 for all that there are
     * @throws EspalierException where that has no end
     */
    List<T> grid(int points);

    /** A value as tables and files show it: a number, a truth value or a text. */
    Json show(T value);

    /** What a file says of this dimension; equal dimensions say the same. */
    Json.Obj describe(ComponentCodec codec);
}
