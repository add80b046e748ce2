package org.espalier.reference.samediff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.espalier.reference.samediff.Difference.Condition;
import org.espalier.reference.samediff.Difference.Kind;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** A table of our ops: how SameDiff writes them, those that it has nothing for, and where it differs. */
final class Translations {
    /** Writes a node; the outputs, of which the last ones may be left out. */
    @FunctionalInterface
    interface Translation {
        List<SDVariable> write(Call c);
    }

    final Map<String, Translation> same = new TreeMap<>();
    /** How an op is put together where SameDiff has no op for it. */
    final Map<String, String> composed = new TreeMap<>();
    final Map<String, String> lacking = new TreeMap<>();
    final List<Difference> differences = new ArrayList<>();
    /** How to write an op where SameDiff's own op differs; that has to agree then. */
    final Map<String, Translation> otherwise = new TreeMap<>();
    final Map<String, String> otherwiseHow = new TreeMap<>();
    final Map<String, Function<Difference.Case, List<double[]>>> witnesses = new TreeMap<>();

    Translations several(String op, Translation t) {
        if (same.put(op, t) != null) {
            throw new IllegalArgumentException(op + " is there twice");
        }
        return this;
    }

    Translations one(String op, Function<Call, SDVariable> f) {
        return several(op, c -> List.of(f.apply(c)));
    }

    Translations unary(String op, BiFunction<SameDiff, SDVariable, SDVariable> f) {
        return one(op, c -> f.apply(c.sd(), c.x()));
    }

    Translations binary(String op, BiFunction<SDVariable, SDVariable, SDVariable> f) {
        return one(op, c -> f.apply(c.in(0), c.in(1)));
    }

    /** An op that SameDiff has not, put together from those that it has; values and gradients are still its own. */
    Translations composed(String op, String how, Function<Call, SDVariable> f) {
        composed.put(op, how);
        return one(op, f);
    }

    /** The same with several outputs. */
    Translations composedSeveral(String op, String how, Translation t) {
        composed.put(op, how);
        return several(op, t);
    }

    Translations lacking(String op, String why) {
        lacking.put(op, why);
        return this;
    }

    Translations differs(String op, Kind kind, String where, Condition at, String why) {
        differences.add(new Difference(op, kind, where, at, why));
        return this;
    }

    /** Another way to write an op, for where its own op differs; null where it is not possible. */
    Translations otherwise(String op, String how, Function<Call, SDVariable> f) {
        otherwise.put(op, c -> Stream.ofNullable(f.apply(c)).toList());
        otherwiseHow.put(op, how);
        return this;
    }

    /** The same with several outputs. */
    Translations otherwiseSeveral(String op, String how, Translation t) {
        otherwise.put(op, t);
        otherwiseHow.put(op, how);
        return this;
    }

    /** Values of an op worked out in another way, where its samples do not state them. */
    Translations witness(String op, Function<Difference.Case, List<double[]>> values) {
        witnesses.put(op, values);
        return this;
    }

    Translations addAll(Translations other) {
        other.same.forEach(this::several);
        composed.putAll(other.composed);
        lacking.putAll(other.lacking);
        differences.addAll(other.differences);
        otherwise.putAll(other.otherwise);
        otherwiseHow.putAll(other.otherwiseHow);
        witnesses.putAll(other.witnesses);
        return this;
    }
}
