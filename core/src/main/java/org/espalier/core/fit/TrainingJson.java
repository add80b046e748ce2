package org.espalier.core.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.espalier.core.config.ComponentCodec;
import org.espalier.core.config.Json;
import org.espalier.core.model.Network;
import org.espalier.core.model.Objective;
import org.espalier.data.Order;
import org.espalier.nn.Role;
import org.espalier.optim.Optimizer;
import org.espalier.training.Callback;
import org.espalier.training.Constraint;
import org.espalier.training.Loss;
import org.espalier.training.Metric;
import org.espalier.training.Penalty;
import org.espalier.training.Reduction;

/**
 * A training as JSON: all of it but the validation data and the checkpoint's place, which belong to a run and not to its
 * configuration.
 */
final class TrainingJson {
    private TrainingJson() {}

    /** All that determines the weights, beside the network, the data and the number of epochs. */
    static Json.Obj determining(Training t, Network network, int batchSize, ComponentCodec codec) {
        return Json.obj()
                .with("seed", Json.of(t.seed()))
                .with("batchSize", Json.of(batchSize))
                .with("accumulation", Json.of(t.accumulation()))
                .with("order", Json.of(t.order().name()))
                .with("reduction", Json.of(t.reduction().name()))
                .with("frozen", texts(t.rules().frozen()))
                .with("objectives", Json.arr(t.objectives(network).stream().map(o -> objective(o, codec)).toList()))
                .with("optimizer", codec.write(t.optimizer(), "optimizer"))
                .with("penalties", rules(codec, t.rules().penalties(), "penalty"))
                .with("constraints", rules(codec, t.rules().constraints(), "constraint"));
    }

    private static Json.Obj objective(Objective o, ComponentCodec codec) {
        return Json.obj()
                .with("output", Json.of(o.output()))
                .with("target", Json.of(o.target()))
                .with("weight", Json.of(o.weight()))
                .with("loss", codec.write(o.loss(), "loss of " + o.output()));
    }

    /** The whole configuration. A batch size of 0 stands for one that was not said. */
    static Json.Obj write(Training t, Network network, ComponentCodec codec) {
        Json.Obj json = Json.obj().with("epochs", Json.of(t.epochs()));
        for (var member : determining(t, network, t.chosenBatchSize(), codec).members().entrySet()) {
            json = json.with(member.getKey(), member.getValue());
        }
        return json
                .with("objectives", Json.arr(t.objectives(network).stream()
                        .map(o -> objective(o, codec).with("metrics", components(codec, o.metrics(), "metrics of " + o.output())))
                        .toList()))
                .with("captured", texts(t.captured()))
                .with("metrics", components(codec, t.metrics(), "metrics"))
                .with("callbacks", components(codec, t.callbacks(), "callbacks"));
    }

    /** The training of a saved form. */
    static Training read(Json.Obj json, ComponentCodec codec, String place) {
        List<Objective> objectives = each(json, "objectives", place, (o, at) -> {
            Json.Obj members = o.asObject(at);
            return new Objective(members.require("output", at).asText(at),
                    codec.read(members.require("loss", at), Loss.class, at + "/loss"),
                    members.require("target", at).asText(at), members.require("weight", at).asDouble(at),
                    metrics(members, codec, at));
        });
        Training t = Training.of(objectives, codec.read(json.require("optimizer", place), Optimizer.class, place + "/optimizer"))
                .withEpochs(whole(json, "epochs", 1, place))
                .withSeed(json.require("seed", place).asLong(place + "/seed"))
                .withAccumulation(whole(json, "accumulation", 1, place))
                .withOrder(constant(json, "order", Order.class, place))
                .withReduction(constant(json, "reduction", Reduction.class, place))
                .withCapture(texts(json, "captured", place))
                .withRules(new ParameterRules(
                        rules(json, "penalties", "penalty", Penalty.class, codec, place),
                        rules(json, "constraints", "constraint", Constraint.class, codec, place),
                        List.of(texts(json, "frozen", place))))
                .withMetrics(metrics(json, codec, place).toArray(Metric[]::new))
                .withCallbacks(each(json, "callbacks", place, (c, at) -> codec.read(c, Callback.class, at))
                        .toArray(Callback[]::new));
        int batchSize = whole(json, "batchSize", 0, place);
        return batchSize == 0 ? t : t.withBatchSize(batchSize);
    }

    private static List<Metric> metrics(Json.Obj json, ComponentCodec codec, String place) {
        return each(json, "metrics", place, (m, at) -> codec.read(m, Metric.class, at));
    }

    private static <T> Json rules(ComponentCodec codec, List<ParameterRules.Rule<T>> rules, String kind) {
        return Json.arr(rules.stream()
                .map(r -> Json.obj()
                        .with("pattern", Json.of(r.pattern()))
                        .with("roles", Json.arr(r.roles().stream().map(Enum::name).sorted().map(Json::of).toList()))
                        .with(kind, codec.write(r.what(), kind)))
                .toList());
    }

    private static <T> List<ParameterRules.Rule<T>> rules(
            Json.Obj json, String name, String kind, Class<T> type, ComponentCodec codec, String place) {
        return each(json, name, place, (r, at) -> {
            Json.Obj members = r.asObject(at);
            Set<Role> roles = EnumSet.noneOf(Role.class);
            members.require("roles", at).asList(at).forEach(role -> roles.add(constant(role, Role.class, at + "/roles")));
            return new ParameterRules.Rule<>(members.require("pattern", at).asText(at), roles,
                    codec.read(members.require(kind, at), type, at + "/" + kind));
        });
    }

    private static Json components(ComponentCodec codec, List<?> components, String place) {
        List<Json> items = new ArrayList<>();
        components.forEach(c -> items.add(codec.write(c, place + "[" + items.size() + "]")));
        return Json.arr(items);
    }

    private static Json texts(List<String> texts) {
        return Json.arr(texts.stream().map(Json::of).toList());
    }

    private static String[] texts(Json.Obj json, String name, String place) {
        return each(json, name, place, Json::asText).toArray(String[]::new);
    }

    private static <T> List<T> each(Json.Obj json, String name, String place, BiFunction<Json, String, T> read) {
        List<T> items = new ArrayList<>();
        for (Json item : json.require(name, place).asList(place + "/" + name)) {
            items.add(read.apply(item, place + "/" + name + "[" + items.size() + "]"));
        }
        return items;
    }

    private static int whole(Json.Obj json, String name, int least, String place) {
        return (int) json.require(name, place).asLong(least, Integer.MAX_VALUE, place + "/" + name);
    }

    private static <E extends Enum<E>> E constant(Json.Obj json, String name, Class<E> type, String place) {
        return constant(json.require(name, place), type, place + "/" + name);
    }

    private static <E extends Enum<E>> E constant(Json json, Class<E> type, String place) {
        String name = json.asText(place);
        E[] all = type.getEnumConstants();
        return Arrays.stream(all).filter(e -> e.name().equals(name)).findFirst()
                .orElseThrow(() -> json.mismatch("one of " + Arrays.toString(all), place));
    }
}
