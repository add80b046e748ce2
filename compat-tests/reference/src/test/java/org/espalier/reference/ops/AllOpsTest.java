package org.espalier.reference.ops;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.espalier.core.registry.Registry;
import org.espalier.testkit.OnnxRoundTrip;
import org.espalier.testkit.OpConformance;
import org.junit.jupiter.api.io.TempDir;

/**
 * All registered ops on all backends, and exported in ONNX Runtime. The table of what came out is docs/ops.md; run with
 * {@code -Ddocs=write} to write it there anew.
 */
class AllOpsTest extends OpConformance {
    /** How many cells of the table say "n/a", or leave something out, with a note. It may only shrink. */
    private static final int NOTES = 758;

    @TempDir
    Path folder;

    @Override
    protected List<OnnxRoundTrip> onnx() {
        Registry registry = Registry.discover();
        return Stream.of(17, 7, 13, 21, 23)
                .<OnnxRoundTrip>map(opset -> new OnnxRuntimeTrip(registry, folder, opset))
                .toList();
    }

    @Override
    protected int leastOps() {
        return 58;
    }

    @Override
    protected Optional<Path> document() {
        String platform = System.getProperty("os.name").toLowerCase(Locale.ROOT) + " " + System.getProperty("os.arch");
        if (platform.equals("linux amd64")) {
            return Optional.of(Path.of("..", "..", "docs", "ops.md"));
        }
        System.out.println("docs/ops.md is not compared: the official ONNX checker is not there on " + platform);
        return Optional.empty();
    }

    @Override
    protected OptionalInt notes() {
        return document().isPresent() ? OptionalInt.of(NOTES) : OptionalInt.empty();
    }
}
