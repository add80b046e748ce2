package org.espalier.export;

import java.nio.file.Path;
import java.util.Map;
import org.espalier.plugin.API;
import org.espalier.tensor.Tensor;

/** A runtime that runs ONNX files, for the verification of exports. */
@API(status = API.Status.STABLE, since = "0.1")
public interface OnnxRunner {
    /** The runtime's name and version, for reports. */
    String description();

    /**
     * Runs a file once.
     *
     * @return every output by its name
     */
    Map<String, Tensor> run(Path file, Map<String, Tensor> inputs);
}
