package org.espalier.op;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.espalier.export.OnnxMapping;
import org.espalier.export.OnnxReading;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.TensorType;

/**
 * The definition of an op: a name and a type rule, and either a decomposition into other ops or a full set of rules
 * of its own. Every interpreter of a graph (run, differentiate, export) asks for its own rule first and otherwise
 * interprets the decomposition. Kernels are registered beside it, since each belongs to a backend.
 *
 * <pre>{@code
 * Op SWISH = Op.define("acme.Swish", (in, attrs) -> List.of(in.get(0)))
 *     .decomposition((ops, in, attrs) -> List.of(in.get(0).mul(in.get(0).sigmoid())))
 *     .traits(Trait.ELEMENTWISE)
 *     .build();
 * }</pre>
 *
 * The id of an op that ONNX has is ONNX's name for it; others carry a prefix of their author's.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Op {
    private final String id;
    private final TypeRule typeRule;
    private final Decomposition decomposition;
    private final Vjp vjp;
    private final OnnxMapping onnx;
    private final Map<String, OnnxReading> readings;
    private final Set<Trait> traits;

    /** Computes output types from input types and attributes; throws {@link IllegalArgumentException} on a misfit. */
    @FunctionalInterface
    public interface TypeRule {
        List<TensorType> infer(List<TensorType> inputs, Attributes attributes);
    }

    /** Writes the op in other ops; the results must have the types that the type rule gives. */
    @FunctionalInterface
    public interface Decomposition {
        List<Value> decompose(Ops ops, List<Value> inputs, Attributes attributes);
    }

    /**
     * The vector-Jacobian product, written in ops, so that it can be differentiated again. All dims are known.
     * Returns one cotangent an input, or null for an input that has no gradient (an index, a condition). A cotangent
     * may still have the shape that broadcasting gave it; the caller sums it back to the input's shape.
     */
    @FunctionalInterface
    public interface Vjp {
        List<Value> vjp(Ops ops, Attributes attributes, List<Value> inputs, List<Value> outputs, List<Value> cotangents);
    }

    private Op(Builder b) {
        this.id = b.id;
        this.typeRule = b.typeRule;
        this.decomposition = b.decomposition;
        this.vjp = b.vjp;
        this.onnx = b.onnx;
        this.readings = Collections.unmodifiableMap(new LinkedHashMap<>(b.readings));
        this.traits = Set.copyOf(b.traits);
    }

    /** Starts a definition. */
    public static Builder define(String id, TypeRule typeRule) {
        return new Builder(id, typeRule);
    }

    /** The name under which graphs, registries and saved files know the op. */
    public String id() {
        return id;
    }

    /**
     * The types of the outputs.
     *
     * @param path where the op is applied, for the message
     * @throws EspalierException with the op, both facts and the path, where the inputs do not fit
     */
    public List<TensorType> infer(List<TensorType> inputs, Attributes attributes, String path) {
        try {
            return typeRule.infer(inputs, attributes);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            String what = e instanceof IllegalArgumentException ? e.getMessage()
                    : "it was given " + inputs.size() + " inputs " + inputs + ", which are too few";
            throw new EspalierException("[" + id + "] " + what + (path.isEmpty() ? "" : ", at " + path), e);
        }
    }

    /** The decomposition, where there is one. */
    public Optional<Decomposition> decomposition() {
        return Optional.ofNullable(decomposition);
    }

    /** The op's own gradient rule, where there is one. */
    public Optional<Vjp> vjp() {
        return Optional.ofNullable(vjp);
    }

    /** How the op is written to ONNX, where it has a form of its own there. */
    public Optional<OnnxMapping> onnx() {
        return Optional.ofNullable(onnx);
    }

    /** How ONNX operators are read as this op, by the operators' names. */
    public Map<String, OnnxReading> readings() {
        return readings;
    }

    /** Whether the op has a trait. */
    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** All traits. */
    public Set<Trait> traits() {
        return traits;
    }

    @Override
    public String toString() {
        return id;
    }

    /** Collects an op's rules; see {@link Op}. */
    public static final class Builder {
        private final String id;
        private final TypeRule typeRule;
        private Decomposition decomposition;
        private Vjp vjp;
        private OnnxMapping onnx;
        private final Map<String, OnnxReading> readings = new LinkedHashMap<>();
        private final Set<Trait> traits = EnumSet.noneOf(Trait.class);

        private Builder(String id, TypeRule typeRule) {
            this.id = Objects.requireNonNull(id, "id");
            this.typeRule = Objects.requireNonNull(typeRule, "typeRule");
        }

        /** Writes the op in other ops. */
        public Builder decomposition(Decomposition d) {
            this.decomposition = d;
            return this;
        }

        /** Gives the op a gradient rule of its own. */
        public Builder vjp(Vjp v) {
            this.vjp = v;
            return this;
        }

        /** States that no input has a gradient (a comparison, an index). */
        public Builder notDifferentiable() {
            return vjp((ops, attributes, inputs, outputs, cotangents) ->
                    Collections.nCopies(inputs.size(), null));
        }

        /** Gives the op an ONNX form of its own. */
        public Builder onnx(OnnxMapping mapping) {
            this.onnx = mapping;
            return this;
        }

        /** Reads the ONNX operator that has the op's own name. */
        public Builder reading(OnnxReading reading) {
            return reading(id, reading);
        }

        /** Reads an ONNX operator as this op. */
        public Builder reading(String opType, OnnxReading reading) {
            readings.put(opType, reading);
            return this;
        }

        /** Adds traits. */
        public Builder traits(Trait... more) {
            traits.addAll(List.of(more));
            return this;
        }

        /** The finished definition. */
        public Op build() {
            return new Op(this);
        }
    }
}
