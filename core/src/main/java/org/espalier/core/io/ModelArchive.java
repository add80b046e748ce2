package org.espalier.core.io;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.core.config.Json;
import org.espalier.io.AtomicFile;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ModelFormatException;
import org.espalier.tensor.Tensor;

/**
 * The file of a saved model: a zip of {@code model.json} and {@code weights.safetensors}, of {@code model.safetensors}
 * where the configuration has large tensors, and of {@code training.json} and {@code training.safetensors} where a training
 * can be resumed from it. The entries are stored, not compressed, with
 * a fixed time, so the same archive gives the same bytes, and any zip and safetensors tool can open it.
 *
 * <p>{@code model.json} bears the version of the format and the length and SHA-256 of every other entry; its own
 * integrity is the CRC of the zip. That finds damage and careless editing; it is no signature.
 *
 * @param model the model's configuration
 * @param modelTensors tensors of the configuration by name; none where all stand in its JSON
 * @param weights parameters and state by path
 * @param training the state of a training, or null
 * @param trainingTensors tensors of that state by name; none where there is no state
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ModelArchive(
        Json model, SortedMap<String, Tensor> modelTensors, SortedMap<String, Tensor> weights, Json training,
        SortedMap<String, Tensor> trainingTensors) {
    /** The version of the format that is written, and the newest that is read. */
    public static final int FORMAT_VERSION = 1;

    public ModelArchive {
        Objects.requireNonNull(model, "model");
        modelTensors = Collections.unmodifiableSortedMap(new TreeMap<>(modelTensors));
        weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
        trainingTensors = Collections.unmodifiableSortedMap(new TreeMap<>(trainingTensors));
        if (training == null && !trainingTensors.isEmpty()) {
            throw new IllegalArgumentException("there are tensors of a training, but no training");
        }
    }

    /** An archive without the state of a training, whose configuration is JSON alone. */
    public static ModelArchive of(Json model, SortedMap<String, Tensor> weights) {
        return new ModelArchive(model, Collections.emptySortedMap(), weights, null, Collections.emptySortedMap());
    }

    /** This model with the state of a training. */
    public ModelArchive withTraining(Json state, SortedMap<String, Tensor> tensors) {
        return new ModelArchive(model, modelTensors, weights, state, tensors);
    }

    /**
     * Writes the file, whole or not at all.
     *
     * @throws EspalierException naming the file, and the folder that is not there or cannot be written to
     */
    public void write(Path file) {
        AtomicFile.write(file, new ArchiveWriter(this)::writeTo);
    }

    /**
     * Reads a file. Everything is checked before it is used, so any bytes give an archive or an exception.
     *
     * @throws ModelFormatException naming the file and what is damaged, missing or unknown in it
     * @throws EspalierException where the file is not there or cannot be read
     */
    public static ModelArchive read(Path file) {
        return ArchiveReader.read(file);
    }
}
