package org.espalier.reference.ops;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.espalier.core.registry.Registry;
import org.espalier.testkit.OnnxRoundTrip;
import org.espalier.testkit.OpConformance;
import org.junit.jupiter.api.io.TempDir;

/** All ops, exported for another opset than the default, in ONNX Runtime. */
abstract class OpsetConformance extends OpConformance {
    private final int opset;
    private final int passes;

    @TempDir
    Path folder;

    OpsetConformance(int opset, int passes) {
        this.opset = opset;
        this.passes = passes;
    }

    @Override
    protected Optional<OnnxRoundTrip> onnx() {
        return Optional.of(new OnnxRuntimeTrip(Registry.discover(), folder, opset));
    }

    @Override
    protected boolean checks(String title) {
        return title.equals("onnx");
    }

    @Override
    protected Map<String, Integer> leastPasses() {
        return Map.of("onnx", passes);
    }
}
