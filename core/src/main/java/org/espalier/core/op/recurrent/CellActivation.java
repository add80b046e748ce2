package org.espalier.core.op.recurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;

/**
 * An activation within a recurrent cell, by ONNX's name for it, with the numbers that it may need.
 *
 * @param alpha NaN where the function has no such number
 * @param beta NaN where the function has no such number
 */
public record CellActivation(String name, double alpha, double beta) {
    private static final double NONE = Double.NaN;
    private static final Map<String, Definition> DEFINITIONS = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** A function with the defaults of its numbers. */
    private record Definition(String name, double alpha, double beta, Formula formula) {}

    @FunctionalInterface
    private interface Formula {
        Value of(Value x, double alpha, double beta);
    }

    static {
        define("Tanh", NONE, NONE, (x, a, b) -> x.tanh());
        define("Sigmoid", NONE, NONE, (x, a, b) -> x.sigmoid());
        define("Relu", NONE, NONE, (x, a, b) -> x.relu());
        define("Softsign", NONE, NONE, (x, a, b) -> x.ops().softsign(x));
        define("Softplus", NONE, NONE, (x, a, b) -> x.softplus());
        define("LeakyRelu", 0.01, NONE, (x, a, b) -> x.ops().leakyRelu(x, a));
        define("ThresholdedRelu", 1, NONE, (x, a, b) -> x.ops().thresholdedRelu(x, a));
        define("Elu", 1, NONE, (x, a, b) -> x.ops().elu(x, a));
        define("HardSigmoid", 0.2, 0.5, (x, a, b) -> x.ops().hardSigmoid(x, a, b));
        define("Affine", 1, 0, (x, a, b) -> x.mul(a).add(b));
        define("ScaledTanh", 1, 1, (x, a, b) -> x.mul(b).tanh().mul(a));
    }

    private static void define(String name, double alpha, double beta, Formula formula) {
        DEFINITIONS.put(name, new Definition(name, alpha, beta, formula));
    }

    /** The function, written in ops. */
    Value apply(Value x) {
        return DEFINITIONS.get(name).formula().of(x, alpha, beta);
    }

    /** The name as it is written here, of one that differs at most in case; others stay as they are. */
    static String spelled(String name) {
        Definition d = DEFINITIONS.get(name);
        return d == null ? name : d.name();
    }

    /**
     * The activations of all directions, one direction after the other: those in the attribute {@code activations}, or the
     * defaults for each direction. The numbers in {@code activation_alpha} and {@code activation_beta} go in order to those
     * functions that have one; functions for which none is left take ONNX's default.
     */
    static List<CellActivation> all(Attributes attributes, List<String> defaults, int directions) {
        List<String> names = new ArrayList<>();
        for (int d = 0; d < directions; d++) {
            names.addAll(defaults);
        }
        if (attributes.has("activations")) {
            List<String> given = attributes.strings("activations");
            TypeRules.require(given.size() == names.size(), "activations " + given + " must be " + names.size() + ": "
                    + defaults.size() + " for each direction, as in " + names);
            names = given;
        }
        Numbers alphas = new Numbers(attributes, "activation_alpha");
        Numbers betas = new Numbers(attributes, "activation_beta");
        List<CellActivation> all = new ArrayList<>();
        for (String name : names) {
            Definition d = DEFINITIONS.get(name);
            TypeRules.require(d != null && d.name().equals(name), "there is no activation '" + name + "' in recurrent cells,"
                    + " only " + DEFINITIONS.values().stream().map(Definition::name).toList());
            all.add(new CellActivation(name, alphas.next(d.alpha()), betas.next(d.beta())));
        }
        alphas.requireNoneLeft(names);
        betas.requireNoneLeft(names);
        return List.copyOf(all);
    }

    /** Hands numbers out in order. */
    private static final class Numbers {
        private final String attribute;
        private final double[] given;
        private int used;

        Numbers(Attributes attributes, String attribute) {
            this.attribute = attribute;
            this.given = attributes.has(attribute) ? attributes.doubles(attribute) : new double[0];
        }

        double next(double otherwise) {
            return Double.isNaN(otherwise) || used == given.length ? otherwise : given[used++];
        }

        void requireNoneLeft(List<String> names) {
            TypeRules.require(used == given.length, attribute + " has " + given.length + " numbers, but the activations " + names
                    + " take " + used);
        }
    }
}
