package org.espalier.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.espalier.core.model.Model;
import org.espalier.io.AtomicFile;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ExportException;

/**
 * Writes a model as an ONNX file.
 *
 * <pre>{@code
 * OnnxExport export = OnnxExport.of(model).opset(17);
 * System.out.println(export.write(Path.of("digits.onnx")));
 * System.out.println(export.verify(Path.of("digits.onnx")));
 * }</pre>
 *
 * The batch stays symbolic; declared inputs and outputs keep their names and order, weights are named by their path;
 * the same model gives the same bytes. Without further choices the file has opset 17 and IR version 8. Immutable:
 * each option gives another export.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class OnnxExport {
    private final OnnxSource source;
    private final Settings settings;

    private OnnxExport(OnnxSource source, Settings settings) {
        this.source = source;
        this.settings = settings;
    }

    /** An export of a model with the weights that it has now. */
    public static OnnxExport of(Model model) {
        return of(OnnxSource.of(model));
    }

    /** An export of a graph with weights. */
    public static OnnxExport of(OnnxSource source) {
        return new OnnxExport(source, Settings.DEFAULT);
    }

    /** The opset to write for, 7 to 23; the IR version is the one that came with it unless it is chosen too. */
    public OnnxExport opset(int opset) {
        return with(settings.withOpset(opset));
    }

    /** The version of the format, 3 to 11. */
    public OnnxExport irVersion(int version) {
        return with(settings.withIr(version));
    }

    /** Puts weights into a file beside the model that has its name and {@code .data}; beyond 2 GiB that is always so. */
    public OnnxExport externalData() {
        return with(settings.withExternal(null));
    }

    /** Puts weights into a file of this name beside the model. */
    public OnnxExport externalData(String fileName) {
        return with(settings.withExternal(fileName));
    }

    /** A description for the people who will open the file. */
    public OnnxExport doc(String text) {
        return with(settings.withDoc(text));
    }

    /** A text that goes with the file under a key. */
    public OnnxExport metadata(String key, String value) {
        return with(settings.withMetadata(key, value));
    }

    /** The names of the classes in the order of the scores, as a JSON list under the key {@code class_labels}. */
    public OnnxExport classLabels(List<String> labels) {
        return metadata("class_labels", labels.stream().map(OnnxExport::quoted).collect(Collectors.joining(",", "[", "]")));
    }

    /** For tests: the size from which on weights go into a file of their own. */
    OnnxExport inlineLimit(long bytes) {
        return with(settings.withInlineLimit(bytes));
    }

    private OnnxExport with(Settings changed) {
        return new OnnxExport(source, changed);
    }

    /** Everything that stands in the way of an export, with the path of its layer; empty where nothing does. */
    public List<ExportProblem> validate() {
        return Draft.of(source, settings.opset()).problems();
    }

    /**
     * Writes the file, or files, whole or not at all.
     *
     * @throws ExportException where {@link #validate()} finds problems, naming all of them, before anything is
     *     written; and where the file cannot be written
     */
    public OnnxReport write(Path file) {
        Draft draft = Draft.of(source, settings.opset());
        if (!draft.problems().isEmpty()) {
            throw new ExportException("the model cannot be exported to ONNX opset " + settings.opset() + ": "
                    + draft.problems().stream().map(ExportProblem::toString).collect(Collectors.joining("; ")));
        }
        try {
            return write(draft, file);
        } catch (IOException e) {
            throw new ExportException("the ONNX file cannot be written to " + file + ": " + e, e);
        } catch (EspalierException e) {
            throw e instanceof ExportException ? e : new ExportException("the ONNX file was not exported: " + e.getMessage(), e);
        }
    }

    private OnnxReport write(Draft draft, Path file) throws IOException {
        List<String> warnings = new ArrayList<>(draft.warnings());
        ModelBytes whole = new ModelBytes(draft, settings, null);
        boolean tooLarge = whole.size() > settings.inlineLimit();
        if (!tooLarge && !settings.external()) {
            AtomicFile.write(file, whole::writeTo);
            return report(draft, file, Optional.empty(), whole.size(), warnings);
        }
        if (tooLarge && !settings.external()) {
            warnings.add("the weights are in a file of their own, since a single file would have " + whole.size()
                    + " bytes, more than the " + settings.inlineLimit() + " that the format can hold");
        }
        // Beside the model itself, not beside a link to it.
        Path place = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        String modelName = place.getFileName().toString();
        ExternalLayout layout = ExternalLayout.of(
                ExternalLayout.checked(settings.chosenDataName().orElse(modelName + ".data"), modelName), draft.initializers());
        if (layout.entries().isEmpty()) {
            warnings.add("all weights are so small that they stand in the model, and there is no file of weights");
            AtomicFile.write(place, whole::writeTo);
            return report(draft, file, Optional.empty(), whole.size(), warnings);
        }
        ModelBytes model = new ModelBytes(draft, settings, layout);
        Path data = place.resolveSibling(layout.fileName());
        writeBoth(draft, place, data, layout, model);
        return report(draft, file, Optional.of(data), model.size() + layout.size(), warnings);
    }

    /**
     * The data file is put into its place while the model is complete but not yet in its own, so that a model never
     * stands there without its weights.
     */
    private static void writeBoth(Draft draft, Path place, Path data, ExternalLayout layout, ModelBytes model) {
        boolean fresh = !Files.exists(data);
        try {
            AtomicFile.write(place, out -> {
                model.writeTo(out);
                out.flush();
                AtomicFile.write(data, weights -> layout.writeTo(weights, draft.initializers()));
            });
        } catch (RuntimeException e) {
            if (fresh) {
                deleteQuietly(data);
            }
            throw e;
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // What went wrong before matters more.
        }
    }

    private OnnxReport report(Draft draft, Path file, Optional<Path> data, long bytes, List<String> warnings) {
        return new OnnxReport(file, data, bytes, settings.irVersion(), settings.opset(), draft.counts(), draft.inputs(),
                draft.outputs(), draft.initializers().size(), draft.decomposed(), List.copyOf(warnings));
    }

    /** Runs a written file beside the model with all defaults; see {@link Verification}. */
    public VerificationReport verify(Path file) {
        return verification().run(file);
    }

    /** How a written file is compared with the model. */
    public Verification verification() {
        return Verification.of(source);
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> json.append(c == '"' || c == '\\' ? "\\" + (char) c
                : c < ' ' ? String.format("\\u%04x", c)
                : String.valueOf((char) c)));
        return json.append('"').toString();
    }
}
