package org.espalier.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.espalier.graph.Attributes;
import org.espalier.plugin.API;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/**
 * What an op is tested with: samples, tolerances, what is known of its values, and where it is excused. One spec an op
 * feeds all checks of {@link OpConformance}.
 *
 * <pre>{@code
 * OpSpec.of("acme.Swish")
 *     .samples(Samples.unary(Domain.between(-6, 6)))
 *     .sample(Sample.of("one").input("x", Shape.scalar(), Domain.of(1)).expecting(new double[] {0.7310585786300049}))
 *     .values(x -> x[0] / (1 + Math.exp(-x[0])))
 *     .tolerance(Tolerance.ulps(8))
 *     .build();
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class OpSpec {
    private final String op;
    private final List<Sample> samples;
    private final List<Excuse> excuses;
    private final List<Misuse> misuses;
    private final Map<String, String> without;
    private final Set<DType> dtypes;
    private final Tolerance tolerance;
    private final Tolerance onnxTolerance;
    private final Tolerance formulaTolerance;
    private final double gradientTolerance;
    private final Formula formula;

    /** An element of the output of an element-wise op as a function of the elements of its inputs, in f64. */
    @FunctionalInterface
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    public interface Formula {
        /** The value. */
        double of(double[] elements);
    }

    /**
     * Special elements for which an op is excused from giving the expected value, and why.
     *
     * @param by what is excused: {@code reference}, {@code decomposition}, {@code block}, a backend's id, or null for all
     * @param reason for readers of the spec
     * @param elements one element of each input of an element-wise op; of another op the one special value that was put
     *     among ordinary elements
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    public record Excuse(String by, String reason, Predicate<double[]> elements) {}

    /** Input types and attributes that the type rule has to refuse. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    public record Misuse(String says, Attributes attributes, List<TensorType> inputs) {}

    private OpSpec(Builder b) {
        this.op = b.op;
        this.samples = List.copyOf(b.samples);
        this.excuses = List.copyOf(b.excuses);
        this.misuses = List.copyOf(b.misuses);
        this.without = Map.copyOf(b.without);
        this.dtypes = b.dtypes;
        this.tolerance = b.tolerance;
        this.onnxTolerance = b.onnxTolerance == null ? b.tolerance : b.onnxTolerance;
        this.formulaTolerance = b.formulaTolerance;
        this.gradientTolerance = b.gradientTolerance;
        this.formula = b.formula;
    }

    /** Starts the spec of an op, taken in f32 and f64. */
    public static Builder of(String op) {
        return new Builder(op);
    }

    /** The op's id. */
    public String op() {
        return op;
    }

    /** The samples. */
    public List<Sample> samples() {
        return samples;
    }

    /** The dtypes that a sample is taken in. */
    public Set<DType> dtypes(Sample sample) {
        return sample.dtypes().isEmpty() ? dtypes : sample.dtypes();
    }

    /** How far decompositions and backends may be from the reference backend's kernel. */
    public Tolerance tolerance() {
        return tolerance;
    }

    /** How far an ONNX runtime may be from the reference backend's kernel. */
    public Tolerance onnxTolerance() {
        return onnxTolerance;
    }

    /** How far the reference backend's kernel may be from the formula, and from stated results. */
    public Tolerance formulaTolerance() {
        return formulaTolerance;
    }

    /** The largest relative error of a gradient against differences. */
    public double gradientTolerance() {
        return gradientTolerance;
    }

    /** The element-wise value, where it is known. */
    public Optional<Formula> formula() {
        return Optional.ofNullable(formula);
    }

    /** Where special elements may give something else than expected. */
    public List<Excuse> excuses() {
        return excuses;
    }

    boolean excuses(String by, double[] elements) {
        return excuses.stream().anyMatch(x -> (x.by() == null || by.startsWith(x.by())) && x.elements().test(elements));
    }

    /** Why elements are excused in a place. */
    List<String> excusesOf(String by) {
        return excuses.stream().filter(x -> x.by() == null || by.startsWith(x.by())).map(Excuse::reason).toList();
    }

    /** What the type rule has to refuse. */
    public List<Misuse> misuses() {
        return misuses;
    }

    /** Why the op is not put to a check, by the check's title, where it is excused. */
    public Optional<String> without(String check) {
        return Optional.ofNullable(without.get(check));
    }

    @Override
    public String toString() {
        return op;
    }

    /** Collects what a spec says; see {@link OpSpec}. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    public static final class Builder {
        private final String op;
        private final List<Sample> samples = new ArrayList<>();
        private final List<Excuse> excuses = new ArrayList<>();
        private final List<Misuse> misuses = new ArrayList<>();
        private final Map<String, String> without = new HashMap<>();
        private Set<DType> dtypes = Set.of(DType.F32, DType.F64);
        private Tolerance tolerance = Tolerance.ulps(4);
        private Tolerance onnxTolerance;
        private Tolerance formulaTolerance = Tolerance.ulps(2);
        private double gradientTolerance = 1e-7;
        private Formula formula;

        private Builder(String op) {
            this.op = Objects.requireNonNull(op, "op");
        }

        /** Takes samples in these dtypes, where they do not say otherwise. */
        public Builder dtypes(DType... taken) {
            dtypes = Set.of(taken);
            return this;
        }

        /** Adds a sample. */
        public Builder sample(Sample sample) {
            samples.add(sample);
            return this;
        }

        /** Adds samples. */
        public Builder samples(List<Sample> more) {
            samples.addAll(more);
            return this;
        }

        /** How far decompositions and backends may be from the reference backend's kernel; 4 ulps where nothing is said. */
        public Builder tolerance(Tolerance t) {
            tolerance = t;
            return this;
        }

        /** How far an ONNX runtime may be from the reference backend's kernel; as a backend where nothing is said. */
        public Builder onnxTolerance(Tolerance t) {
            onnxTolerance = t;
            return this;
        }

        /** The largest relative error of a gradient against differences; 1e-7 where nothing is said. */
        public Builder gradientTolerance(double relative) {
            gradientTolerance = relative;
            return this;
        }

        /** The value of an element-wise op, from somewhere else than its kernel; held within 2 ulps. */
        public Builder values(Formula f) {
            formula = f;
            return this;
        }

        /** As {@link #values(Formula)}, within another tolerance. */
        public Builder values(Tolerance within, Formula f) {
            formula = f;
            formulaTolerance = within;
            return this;
        }

        /** How far the reference backend's kernel may be from stated results; 2 ulps where nothing is said. */
        public Builder valueTolerance(Tolerance t) {
            formulaTolerance = t;
            return this;
        }

        /** Excuses special elements everywhere. */
        public Builder excusing(String reason, Predicate<double[]> elements) {
            return excusing(null, reason, elements);
        }

        /** Excuses special elements in one place; see {@link Excuse}. */
        public Builder excusing(String by, String reason, Predicate<double[]> elements) {
            excuses.add(new Excuse(by, reason, elements));
            return this;
        }

        /**
         * Adds a misuse that the type rule has to refuse.
         *
         * @param says a part of the message
         */
        public Builder refusing(String says, Attributes attributes, TensorType... inputs) {
            misuses.add(new Misuse(says, attributes, List.of(inputs)));
            return this;
        }

        /** Leaves a check out, for a reason that goes into the report. */
        public Builder without(String check, String reason) {
            without.put(check, reason);
            return this;
        }

        /** The finished spec. */
        public OpSpec build() {
            Set<String> names = new HashSet<>();
            for (Sample s : samples) {
                if (!names.add(s.name())) {
                    throw new IllegalArgumentException("the spec of " + op + " has two samples named '" + s.name() + "'");
                }
            }
            if (samples.isEmpty()) {
                throw new IllegalArgumentException("the spec of " + op + " has no sample");
            }
            return new OpSpec(this);
        }
    }
}
