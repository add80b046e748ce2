package org.espalier.core.fit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.espalier.core.config.Json;
import org.espalier.core.config.JsonText;
import org.espalier.core.engine.Engine;
import org.espalier.io.AtomicFile;
import org.espalier.data.BatchSource;
import org.espalier.data.Dataset;
import org.espalier.plugin.API;
import org.espalier.plugin.DataException;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ModelFormatException;

/**
 * An experiment with what tells its data from other data: what it takes to train to the same weights again, in another
 * process and at another time. The file is JSON, network and training as plugin and type ids; the data is not in it.
 *
 * @param experiment network and training
 * @param training the data that it is trained on
 * @param validation the data that it is validated on, if any
 * @param notes what else is worth keeping, such as the figures that it reached; free in form
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ExperimentFile(
        Experiment experiment, DataFingerprint training, Optional<DataFingerprint> validation, Json.Obj notes) {
    private static final String FORMAT = "espalier-experiment";
    private static final int FORMAT_VERSION = 1;

    /** An experiment on data, without notes; the validation data is that of the training. */
    public static ExperimentFile of(Experiment experiment, DataFingerprint training) {
        return new ExperimentFile(experiment, training, experiment.training().validation().map(DataFingerprint::of), Json.obj());
    }

    /** With other notes. */
    public ExperimentFile withNotes(Json.Obj other) {
        return new ExperimentFile(experiment, training, validation, other);
    }

    /**
     * Writes the file, whole or not at all.
     *
     * @throws EspalierException naming the file and the folder where it cannot be written, or what cannot be saved
     */
    public void write(Engine engine, Path file) {
        Json.Obj data = Json.obj().with("training", training.write());
        Json.Obj json = Json.obj()
                .with("format", Json.of(FORMAT))
                .with("formatVersion", Json.of(FORMAT_VERSION))
                .with("experiment", experiment.describe(engine.registry()))
                .with("data", validation.isPresent() ? data.with("validation", validation.get().write()) : data)
                .with("notes", notes);
        byte[] text = JsonText.write(json).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(text));
    }

    /**
     * Reads a file.
     *
     * @throws ModelFormatException naming what is missing, unknown or not as it must be, and where
     */
    public static ExperimentFile read(Engine engine, Path file) {
        String name = file.getFileName().toString();
        Json.Obj json = JsonText.parse(bytes(file), name).asObject(name);
        if (!Json.of(FORMAT).equals(json.get("format"))) {
            throw new ModelFormatException("the file " + file + " is not a saved experiment: its format is " + json.get("format")
                    + ", not '" + FORMAT + "'");
        }
        long version = json.require("formatVersion", name).asLong(name + "/formatVersion");
        if (version != FORMAT_VERSION) {
            throw new ModelFormatException("the experiment " + file + " has version " + version + " of the format, but this"
                    + " Espalier reads " + FORMAT_VERSION + "; use a newer one");
        }
        Json.Obj data = json.require("data", name).asObject(name + "/data");
        return new ExperimentFile(
                Experiment.read(json.require("experiment", name).asObject(name + "/experiment"), engine.registry(), "experiment"),
                DataFingerprint.read(data.require("training", name), name + "/data/training"),
                Optional.ofNullable(data.get("validation")).map(v -> DataFingerprint.read(v, name + "/data/validation")),
                json.require("notes", name).asObject(name + "/notes"));
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > JsonText.MAX_BYTES) {
                throw new ModelFormatException("the file " + file + " is not a saved experiment: it has " + Files.size(file)
                        + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new EspalierException("the experiment " + file + " cannot be read: " + AtomicFile.reason(e), e);
        }
    }

    /**
     * Trains again, without validation data.
     *
     * @throws DataException where this is not the data of the file, or the file has validation data
     */
    public FitResult fit(Engine engine, Dataset data) {
        training.requireSame(DataFingerprint.of(data), "training data");
        requireNoValidation();
        return experiment.fit(engine, data);
    }

    /**
     * Trains again.
     *
     * @throws DataException where this is not the data of the file
     */
    public FitResult fit(Engine engine, Dataset data, Dataset validated) {
        training.requireSame(DataFingerprint.of(data), "training data");
        return validatedOn(validated).fit(engine, data);
    }

    /**
     * Trains again, on batches from elsewhere, of which only the form can be compared.
     *
     * @throws DataException where this is not the data of the file
     */
    public FitResult fit(Engine engine, BatchSource batches, Dataset validated) {
        training.requireSame(DataFingerprint.of(batches), "training data");
        return validatedOn(validated).fit(engine, batches);
    }

    private Experiment validatedOn(Dataset data) {
        validation.orElseThrow(() -> new DataException("the experiment was saved without validation data; give it none"))
                .requireSame(DataFingerprint.of(data), "validation data");
        return experiment.withTraining(experiment.training().withValidation(data));
    }

    private void requireNoValidation() {
        if (validation.isPresent()) {
            throw new DataException("the experiment was saved with validation data of " + validation.get()
                    + ", on which callbacks may depend; give it as well: fit(engine, data, validation)");
        }
    }
}
