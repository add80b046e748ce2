package org.espalier.reference.nodetests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.espalier.core.engine.Engine;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Graph;
import org.espalier.onnx.ImportedModel;
import org.espalier.onnx.OnnxImport;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.Tensor;

/** Runs official tests on several engines; every engine has to give the expected outputs. */
final class OfficialRun {
    private static final String EXPANDED = "_expanded";
    private final Registry registry;
    private final List<Engine> engines;
    private final Map<String, String> exceptions;

    /** @param exceptions the reasons of tests that need not pass, by name */
    OfficialRun(Registry registry, List<Engine> engines, Map<String, String> exceptions) {
        this.registry = registry;
        this.engines = engines;
        this.exceptions = exceptions;
    }

    /** All tests in a folder, by name. */
    List<Outcome> all(Path folder) {
        try (Stream<Path> tests = Files.list(folder)) {
            Map<String, OfficialTest> byName = new TreeMap<>();
            tests.filter(t -> Files.exists(t.resolve("model.onnx"))).map(OfficialTest::of).forEach(t -> byName.put(t.name(), t));
            return byName.values().stream().map(t -> run(t, operator(t, byName))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The operator that a test is about: that of the test that it expands, its only one, or all of them. */
    private static String operator(OfficialTest test, Map<String, OfficialTest> byName) {
        OfficialTest plain = byName.getOrDefault(test.name().replace(EXPANDED, ""), test);
        return String.join(" ", plain.operators());
    }

    private Outcome run(OfficialTest test, String operator) {
        Outcome ran = attempt(test, operator);
        String exception = exceptions.get(test.name());
        return exception == null || ran.kind() == Outcome.Kind.UNSUPPORTED ? ran
                : ran.kind() == Outcome.Kind.PASS ? outcome(test, operator, Outcome.Kind.FAIL, "it passes, and is no exception any more", 0)
                : outcome(test, operator, Outcome.Kind.EXCEPTION, exception, 0);
    }

    private Outcome attempt(OfficialTest test, String operator) {
        String unsupported = unsupported(test);
        if (unsupported != null) {
            return outcome(test, operator, Outcome.Kind.UNSUPPORTED, unsupported, 0);
        }
        double error = 0;
        try {
            for (OfficialTest.Data data : test.data()) {
                for (Engine engine : engines) {
                    Agreement a = agreement(test, data, engine);
                    if (a.misfit() != null) {
                        return outcome(test, operator, Outcome.Kind.FAIL, engine.backend().id() + ": " + a.misfit(), 0);
                    }
                    error = Math.max(error, a.error());
                }
            }
        } catch (EspalierException e) {
            String reason = e.getMessage().replace(test.file().toString(), "model");
            return reason.contains("has the element type")
                    ? outcome(test, operator, Outcome.Kind.UNSUPPORTED, "dtype " + reason.replaceAll(
                            "(?s).*has the element type (\\w+).*", "$1"), 0)
                    : outcome(test, operator, Outcome.Kind.FAIL, reason, 0);
        }
        return outcome(test, operator, Outcome.Kind.PASS, "", error);
    }

    private String unsupported(OfficialTest test) {
        String type = test.unsupportedType();
        TreeSet<String> missing = new TreeSet<>(test.operators());
        missing.removeIf(o -> registry.onnxReading(o).isPresent());
        return type != null ? type : missing.isEmpty() ? null : "operator " + String.join(", ", missing);
    }

    private Agreement agreement(OfficialTest test, OfficialTest.Data data, Engine engine) {
        OnnxImport options = OnnxImport.of(registry);
        for (Map.Entry<String, Tensor> e : data.inputs().entrySet()) {
            options = options.bindIfNeeded(e.getKey(), e.getValue());
        }
        ImportedModel model = options.read(test.file());
        Map<String, Tensor> inputs = new TreeMap<>(data.inputs());
        inputs.keySet().retainAll(model.inputs().stream().map(Graph.Port::name).toList());
        return Agreement.of(model.run(engine, inputs), data.outputs());
    }

    private static Outcome outcome(OfficialTest test, String operator, Outcome.Kind kind, String reason, double error) {
        return new Outcome(test.name(), operator, test.name().contains(EXPANDED), kind, reason, error);
    }

    /** Those of some outcomes that are of a kind. */
    static List<Outcome> only(List<Outcome> outcomes, Outcome.Kind kind) {
        List<Outcome> some = new ArrayList<>(outcomes);
        some.removeIf(o -> o.kind() != kind);
        return some;
    }
}
