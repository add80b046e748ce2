package org.espalier.reference.ops;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
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
        Map<String, Integer> least = new HashMap<>(Map.of("types", 58, "kernel", 56, "values", 58, "special", 50, "vjp", 45,
                "vjp of vjp", 45, "decomposition", 4, "block", 30, "onnx", 52));
        for (String check : List.of("cpu", "cpu threads", "cpu-plain", "cpu-plain threads", "cpu = cpu-plain")) {
            least.put(check, 57);
        }
        return least;
    }
}
