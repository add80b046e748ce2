package org.espalier.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.export.OnnxRunner;
import org.espalier.plugin.API;
import org.espalier.plugin.ExportException;
import org.espalier.plugin.PluginException;
import org.espalier.tensor.Tensor;

/**
 * Runs ONNX files in ONNX Runtime on the CPU, each call in a session of its own that is closed before the call returns.
 * Any number of threads may call it. With one thread, which is the default, the same file and inputs give the same
 * bits.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class OnnxRuntimeRunner implements OnnxRunner {
    private final int threads;

    private OnnxRuntimeRunner(int threads) {
        this.threads = threads;
    }

    /** A runner with one thread. */
    public static OnnxRuntimeRunner create() {
        return new OnnxRuntimeRunner(1);
    }

    /** This runner with a number of threads within an operator, at least 1. */
    public OnnxRuntimeRunner threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("ONNX Runtime needs at least 1 thread, but was given " + count);
        }
        return new OnnxRuntimeRunner(count);
    }

    @Override
    public String description() {
        return "ONNX Runtime " + environment().getVersion();
    }

    /**
     * @throws ExportException where the file cannot be loaded or run, or has a type that Espalier has not
     * @throws PluginException where ONNX Runtime's native library cannot be loaded
     */
    @Override
    public Map<String, Tensor> run(Path file, Map<String, Tensor> inputs) {
        OrtEnvironment environment = environment();
        Map<String, OnnxTensor> given = new LinkedHashMap<>();
        try (OrtSession.SessionOptions options = options();
                OrtSession session = environment.createSession(file.toString(), options)) {
            for (Map.Entry<String, Tensor> e : inputs.entrySet()) {
                given.put(e.getKey(), OrtTensors.toOrt(environment, e.getValue()));
            }
            try (OrtSession.Result result = session.run(given)) {
                Map<String, Tensor> outputs = new LinkedHashMap<>();
                for (Map.Entry<String, OnnxValue> e : result) {
                    outputs.put(e.getKey(), OrtTensors.fromOrt(e.getKey(), e.getValue()));
                }
                return outputs;
            }
        } catch (OrtException e) {
            throw new ExportException("ONNX Runtime cannot run " + file + ": " + e.getMessage(), e);
        } finally {
            given.values().forEach(OnnxTensor::close);
        }
    }

    private OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setDeterministicCompute(true);
        // Optimisations for repeated runs and remarks on them: neither matters for a run or two.
        options.setMemoryPatternOptimization(false);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        return options;
    }

    private static OrtEnvironment environment() {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "espalier");
            // It reports its use to its maker. What can be turned off here is turned off; all of it can be only by the
            // variable ORT_DISABLE_TELEMETRY, before the process starts.
            environment.setTelemetry(false);
            return environment;
        } catch (OrtException e) {
            throw new ExportException("ONNX Runtime does not start: " + e.getMessage(), e);
        } catch (LinkageError e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new PluginException("ONNX Runtime's native library cannot be loaded on " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch") + ": " + cause.getMessage() + "; the jar com.microsoft.onnxruntime:onnxruntime "
                    + "has it for Linux (glibc) and Windows on x64, Linux on aarch64 and macOS on aarch64, and unpacks it "
                    + "into the folder java.io.tmpdir, which must allow execution", e);
        }
    }
}
