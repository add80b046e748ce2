package org.espalier.core.fit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.core.config.ComponentCodec;
import org.espalier.core.config.Json;
import org.espalier.core.io.ModelArchive;
import org.espalier.core.model.ModelFile;
import org.espalier.plugin.ModelFormatException;
import org.espalier.tensor.Tensor;
import org.espalier.training.Callback;

/**
 * The state of a run between two epochs, as a file: weights, the optimizer's slots, counters, figures, and what
 * callbacks remember. A run that goes on from it ends as if it had never stopped.
 */
final class Checkpoint {
    private static final String KEPT = "kept/";

    private Checkpoint() {}

    static void write(Path file, Trainer trainer) {
        Trainer.State s = trainer.state();
        Json.Obj training = Json.obj()
                .with("settings", settings(trainer))
                .with("epoch", Json.of(s.epoch()))
                .with("steps", Json.of(s.steps()))
                .with("updates", Json.of(s.updates()))
                .with("learningRateFactor", Json.of(s.rateFactor()))
                .with("restore", Json.of(s.restore()))
                .with("reason", s.reason() == null ? Json.NULL : Json.of(s.reason()))
                .with("epochs", Json.arr(s.epochs().stream().map(Checkpoint::epoch).toList()))
                .with("callbacks", Json.arr(trainer.listeners().stream().map(l -> texts(l.state())).toList()));
        SortedMap<String, Tensor> tensors = new TreeMap<>(trainer.step().slots().snapshot());
        if (s.kept() != null) {
            s.kept().forEach((path, t) -> tensors.put(KEPT + path, t));
        }
        ModelFile.archive(trainer.model()).withTraining(training, tensors).write(file);
    }

    static void resume(Path file, Trainer trainer) {
        if (!Files.exists(file)) {
            return;
        }
        ModelArchive archive = ModelArchive.read(file);
        if (archive.training() == null) {
            throw new ModelFormatException("the file " + file + " is a model without the state of a run; name another file for"
                    + " the checkpoint");
        }
        String place = file.getFileName() + "/training";
        Json.Obj t = archive.training().asObject(place);
        requireSame(t.require("settings", place).asObject(place), settings(trainer), file);
        ModelFile.restore(trainer.model(), archive, file);
        SortedMap<String, Tensor> kept = new TreeMap<>();
        archive.trainingTensors().forEach((name, tensor) -> {
            if (name.startsWith(KEPT)) {
                kept.put(name.substring(KEPT.length()), tensor);
            } else {
                trainer.step().slots().put(name, tensor);
            }
        });
        List<Callback.Epoch> epochs = new ArrayList<>();
        t.require("epochs", place).asList(place).forEach(e -> epochs.add(epoch(e.asObject(place), place)));
        Json reason = t.require("reason", place);
        List<Json> callbacks = t.require("callbacks", place).asList(place);
        if (callbacks.size() != trainer.listeners().size()) {
            throw new ModelFormatException("the checkpoint " + file + " was written with " + callbacks.size()
                    + " callbacks, but there are " + trainer.listeners().size() + " now; delete it to start over");
        }
        for (int i = 0; i < callbacks.size(); i++) {
            trainer.listeners().get(i).restore(texts(callbacks.get(i).asObject(place), place));
        }
        trainer.restore(new Trainer.State(
                Math.toIntExact(t.require("epoch", place).asLong(0, Integer.MAX_VALUE, place)),
                t.require("steps", place).asLong(0, Long.MAX_VALUE, place),
                t.require("updates", place).asLong(0, Long.MAX_VALUE, place),
                t.require("learningRateFactor", place).asDouble(place),
                reason == Json.NULL || reason instanceof Json.Null ? null : reason.asText(place),
                t.require("restore", place).asBoolean(place),
                kept.isEmpty() ? null : kept,
                epochs));
    }

    /** All that determines the weights, beside the network and what is in the data; the number of epochs may grow. */
    private static Json.Obj settings(Trainer trainer) {
        return TrainingJson.determining(trainer.training(), trainer.model().network(), trainer.source().batchSize(),
                        new ComponentCodec(trainer.model().registry()))
                .with("examples", Json.of(trainer.source().size()))
                .with("data", Json.of(trainer.source().description()));
    }

    private static void requireSame(Json.Obj then, Json.Obj now, Path file) {
        now.members().forEach((name, value) -> {
            if (!value.equals(then.get(name))) {
                throw new ModelFormatException("the checkpoint " + file + " was written with another '" + name + "' ("
                        + shown(then.get(name)) + ", now " + shown(value) + "); use the same settings, or delete it to start over");
            }
        });
    }

    /** A text in full: what differs may be its end. */
    private static String shown(Json value) {
        return value instanceof Json.Str text ? '"' + text.value() + '"' : String.valueOf(value);
    }

    private static Json epoch(Callback.Epoch e) {
        Json.Obj figures = Json.obj();
        for (Map.Entry<String, Double> f : e.figures().entrySet()) {
            figures = figures.with(f.getKey(), Json.of(f.getValue()));
        }
        return Json.obj()
                .with("epoch", Json.of(e.epoch()))
                .with("step", Json.of(e.step()))
                .with("learningRate", Json.of(e.learningRate()))
                .with("seconds", Json.of(e.seconds()))
                .with("figures", figures);
    }

    private static Callback.Epoch epoch(Json.Obj e, String place) {
        Map<String, Double> figures = new LinkedHashMap<>();
        e.require("figures", place).asObject(place).members().forEach((name, v) -> figures.put(name, v.asDouble(place)));
        return new Callback.Epoch(
                Math.toIntExact(e.require("epoch", place).asLong(0, Integer.MAX_VALUE, place)),
                e.require("step", place).asLong(0, Long.MAX_VALUE, place),
                e.require("learningRate", place).asDouble(place),
                e.require("seconds", place).asDouble(place),
                figures);
    }

    private static Json.Obj texts(Map<String, String> state) {
        Json.Obj json = Json.obj();
        for (Map.Entry<String, String> e : new TreeMap<>(state).entrySet()) {
            json = json.with(e.getKey(), Json.of(e.getValue()));
        }
        return json;
    }

    private static Map<String, String> texts(Json.Obj json, String place) {
        Map<String, String> state = new LinkedHashMap<>();
        json.members().forEach((name, v) -> state.put(name, v.asText(place)));
        return state;
    }
}
