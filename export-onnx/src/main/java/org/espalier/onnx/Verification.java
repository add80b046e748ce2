package org.espalier.onnx;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.espalier.core.model.Input;
import org.espalier.export.OnnxRunner;
import org.espalier.graph.Graph;
import org.espalier.plugin.API;
import org.espalier.plugin.ExportException;
import org.espalier.tensor.Tensor;

/**
 * Runs an exported file beside the model's own forward pass and compares all outputs. Without further choices: on
 * generated inputs in batches of 1 and of 7, since a batch that is fixed by mistake shows only with a second size.
 * Immutable: each option gives another verification.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Verification {
    /** The length of an axis with a name other than the batch's, where none is chosen. */
    private static final long OTHER_LENGTH = 5;

    private final OnnxSource source;
    private final List<Long> batchSizes;
    private final Tolerance tolerance;
    private final long seed;
    private final SortedMap<String, Long> lengths;
    private final List<Map<String, Tensor>> given;
    private final OnnxRunner runner;

    private Verification(OnnxSource source, List<Long> batchSizes, Tolerance tolerance, long seed,
            SortedMap<String, Long> lengths, List<Map<String, Tensor>> given, OnnxRunner runner) {
        this.source = source;
        this.batchSizes = batchSizes;
        this.tolerance = tolerance;
        this.seed = seed;
        this.lengths = lengths;
        this.given = given;
        this.runner = runner;
    }

    static Verification of(OnnxSource source) {
        return new Verification(source, List.of(1L, 7L), Tolerance.DEFAULT, 0, new TreeMap<>(), List.of(), null);
    }

    /** The sizes of generated batches. */
    public Verification batchSizes(long... sizes) {
        if (sizes.length == 0 || Arrays.stream(sizes).anyMatch(n -> n < 1)) {
            throw new ExportException("a verification needs batches of at least one example, but was given the sizes "
                    + Arrays.toString(sizes));
        }
        return new Verification(source, Arrays.stream(sizes).boxed().toList(), tolerance, seed, lengths, given, runner);
    }

    /** How far results may lie apart. */
    public Verification tolerance(double absolute, double relative) {
        return new Verification(source, batchSizes, new Tolerance(absolute, relative), seed, lengths, given, runner);
    }

    /** The seed of generated inputs. */
    public Verification seed(long value) {
        return new Verification(source, batchSizes, tolerance, value, lengths, given, runner);
    }

    /** The length in generated inputs of an axis that is known by name, such as a sequence's. */
    public Verification length(String name, long length) {
        SortedMap<String, Long> more = new TreeMap<>(lengths);
        more.put(name, length);
        return new Verification(source, batchSizes, tolerance, seed, more, given, runner);
    }

    /** Compares on these inputs instead of generated ones; may be called several times. */
    public Verification inputs(Map<String, Tensor> inputs) {
        List<Map<String, Tensor>> more = new ArrayList<>(given);
        more.add(new LinkedHashMap<>(inputs));
        return new Verification(source, batchSizes, tolerance, seed, lengths, List.copyOf(more), runner);
    }

    /** The runtime to use, instead of the one that a plugin brings. */
    public Verification runner(OnnxRunner chosen) {
        return new Verification(source, batchSizes, tolerance, seed, lengths, given, chosen);
    }

    /**
     * Runs the file.
     *
     * @throws ExportException where an output differs by more than the tolerance, naming output, position and both
     *     values; and where there is no runtime or no file
     */
    public VerificationReport run(Path file) {
        OnnxRunner chosen = chosenRunner(file);
        if (!Files.isRegularFile(file)) {
            throw new ExportException("there is no file " + file + " to verify; write it first");
        }
        List<VerificationReport.Comparison> all = new ArrayList<>();
        batches().forEach((name, inputs) -> {
            Map<String, Tensor> expected = source.forward().run(inputs);
            Map<String, Tensor> found = chosen.run(file, inputs);
            for (Graph.Port p : source.graph().outputs()) {
                all.add(new OutputComparison(file, chosen.description(), name, tolerance)
                        .compare(p.name(), expected.get(p.name()), found.get(p.name())));
            }
        });
        return new VerificationReport(file, chosen.description(), tolerance, all);
    }

    private OnnxRunner chosenRunner(Path file) {
        return Optional.ofNullable(runner)
                .or(() -> source.registry().onnxRunners().stream().findFirst())
                .orElseThrow(() -> new ExportException("there is no runtime to verify " + file + " with; add the jar "
                        + "org.espalier:espalier-onnxruntime to the class path or the module path"));
    }

    private Map<String, Map<String, Tensor>> batches() {
        Map<String, Map<String, Tensor>> batches = new LinkedHashMap<>();
        for (Map<String, Tensor> inputs : given) {
            batches.put("given inputs " + (batches.size() + 1), inputs);
        }
        if (!given.isEmpty()) {
            return batches;
        }
        List<Graph.Port> inputs = source.declaredInputs();
        TreeSet<String> names = new TreeSet<>();
        inputs.forEach(p -> p.type().shape().dims().forEach(d -> names.addAll(d.names())));
        for (long size : batchSizes) {
            SortedMap<String, Long> binding = new TreeMap<>();
            names.forEach(n -> binding.put(n, n.equals(Input.BATCH) ? size : lengths.getOrDefault(n, OTHER_LENGTH)));
            batches.put(binding.isEmpty() ? "fixed shapes" : text(binding), SampleInputs.of(inputs, binding, seed));
        }
        return batches;
    }

    private static String text(SortedMap<String, Long> binding) {
        String braced = binding.toString();
        return braced.substring(1, braced.length() - 1);
    }
}
