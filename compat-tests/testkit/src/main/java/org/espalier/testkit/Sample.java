package org.espalier.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Attributes;
import org.espalier.plugin.API;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * One application of an op: inputs and attributes, and what is known of the result. A sample is taken in several
 * dtypes: an input whose dtype is not fixed has the one that the sample is taken in. Immutable.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Sample {
    private final String name;
    // Set once, by copy, before anyone else sees the sample.
    private List<Argument> arguments = List.of();
    private AttributeSource attributes = (taken, registry) -> Attributes.none();
    private Map<String, Long> binding = Map.of();
    private Set<DType> dtypes = Set.of();
    private List<double[]> expected;
    private List<double[]> cotangents;
    private List<double[]> gradients;
    private String noDifferences;
    private String noNames;
    private String noOnnx;

    /** Makes the attributes for the dtype in which a sample is taken. */
    @FunctionalInterface
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    public interface AttributeSource {
        /** The attributes; a body, where there is one, is built with the registry's ops. */
        Attributes attributes(DType taken, Registry registry);
    }

    private Sample(String name) {
        this.name = name;
    }

    private Sample copy(Consumer<Sample> change) {
        Sample c = new Sample(name);
        c.arguments = arguments;
        c.attributes = attributes;
        c.binding = binding;
        c.dtypes = dtypes;
        c.expected = expected;
        c.cotangents = cotangents;
        c.gradients = gradients;
        c.noDifferences = noDifferences;
        c.noNames = noNames;
        c.noOnnx = noOnnx;
        change.accept(c);
        return c;
    }

    /** A sample without inputs and attributes yet, taken in the dtypes of its spec. */
    public static Sample of(String name) {
        return new Sample(name);
    }

    /** This sample with another input behind the others, of the dtype that it is taken in. */
    public Sample input(String input, Shape shape, Domain domain) {
        return input(input, null, shape, domain);
    }

    /** This sample with another input behind the others, of one dtype always. */
    public Sample input(String input, DType dtype, Shape shape, Domain domain) {
        List<Argument> more = new ArrayList<>(arguments);
        more.add(new Argument(input, dtype, shape, domain));
        return copy(c -> c.arguments = List.copyOf(more));
    }

    /** This sample with these attributes, given as names and values in turn. */
    public Sample attributes(Object... namesAndValues) {
        Attributes fixed = Attributes.of(namesAndValues);
        return attributes((taken, registry) -> fixed);
    }

    /** This sample with attributes that depend on the dtype. */
    public Sample attributes(AttributeSource source) {
        return copy(c -> c.attributes = source);
    }

    /** This sample with a number for a name that its shapes hold. */
    public Sample bind(String dim, long length) {
        Map<String, Long> more = new TreeMap<>(binding);
        more.put(dim, length);
        return copy(c -> c.binding = Collections.unmodifiableMap(more));
    }

    /** This sample taken in these dtypes instead of those of its spec. */
    public Sample dtypes(DType... taken) {
        return copy(c -> c.dtypes = Set.of(taken));
    }

    /** This sample with the elements of each output, worked out elsewhere. */
    public Sample expecting(double[]... outputs) {
        return copy(c -> c.expected = List.of(outputs));
    }

    /**
     * This sample with the elements of the cotangent of each input that is floating, worked out elsewhere, for
     * cotangents of each output that is floating. For derivatives at kinks, where differences say nothing: a sample that
     * has this is left out of the comparison with differences.
     */
    public Sample expectingGradients(List<double[]> ofOutputs, double[]... ofInputs) {
        return copy(c -> {
            c.cotangents = List.copyOf(ofOutputs);
            c.gradients = List.of(ofInputs);
            c.noDifferences = "its derivative is stated";
        });
    }

    /** This sample left out of the comparison of gradients with differences, for a reason. */
    public Sample withoutDifferences(String reason) {
        return copy(c -> c.noDifferences = reason);
    }

    /** This sample left out where types are inferred with a name for each length in turn, for a reason. */
    public Sample withoutNames(String reason) {
        return copy(c -> c.noNames = reason);
    }

    /** This sample left out where ops are exported and run elsewhere, for a reason. */
    public Sample withoutOnnx(String reason) {
        return copy(c -> c.noOnnx = reason);
    }

    /** The sample's name, unique within its spec. */
    public String name() {
        return name;
    }

    /** The inputs in their order. */
    public List<Argument> arguments() {
        return arguments;
    }

    /** The dtypes that the sample is taken in; empty where those of its spec are meant. */
    public Set<DType> dtypes() {
        return dtypes;
    }

    /** The attributes where the sample is taken in a dtype. */
    public Attributes attributes(DType taken, Registry registry) {
        return attributes.attributes(taken, registry);
    }

    /** The numbers of the names that the shapes hold. */
    public Map<String, Long> binding() {
        return binding;
    }

    /** The types of the inputs as declared, names of dims included. */
    public List<TensorType> declaredTypes(DType taken) {
        return arguments.stream().map(a -> a.type(taken)).toList();
    }

    /** The inputs where the sample is taken in a dtype; always the same. */
    public List<Tensor> inputs(DType taken) {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        return arguments.stream().map(a -> a.tensor(taken, binding, random.split())).toList();
    }

    /** The elements of each output, where they are known. */
    public Optional<List<double[]>> expected() {
        return Optional.ofNullable(expected);
    }

    /** The cotangents of the outputs for which those of the inputs are stated. */
    Optional<List<double[]>> cotangents() {
        return Optional.ofNullable(cotangents);
    }

    /** The stated cotangents of the inputs. */
    Optional<List<double[]>> gradients() {
        return Optional.ofNullable(gradients);
    }

    /** Why the sample is left out of the comparison with differences. */
    public Optional<String> noDifferences() {
        return Optional.ofNullable(noDifferences);
    }

    /** Why the sample is left out where lengths become names. */
    Optional<String> noNames() {
        return Optional.ofNullable(noNames);
    }

    /** Why the sample is left out where ops are exported. */
    Optional<String> noOnnx() {
        return Optional.ofNullable(noOnnx);
    }

    @Override
    public String toString() {
        return name;
    }
}
