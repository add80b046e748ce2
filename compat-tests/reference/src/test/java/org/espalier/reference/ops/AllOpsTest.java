package org.espalier.reference.ops;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.espalier.core.registry.Registry;
import org.espalier.testkit.OnnxRoundTrip;
import org.espalier.testkit.OpConformance;
import org.junit.jupiter.api.io.TempDir;

/** All registered ops on all backends, and exported in ONNX Runtime. */
class AllOpsTest extends OpConformance {
    @TempDir
    Path folder;

    @Override
    protected Optional<OnnxRoundTrip> onnx() {
        return Optional.of(new OnnxRuntimeTrip(Registry.discover(), folder, OnnxRuntimeTrip.DEFAULT_OPSET));
    }

    @Override
    protected int leastOps() {
        return 58;
    }

    @Override
    protected Map<String, Integer> leastPasses() {
        return Map.of("types", 58, "onnx", 52);
    }
}
