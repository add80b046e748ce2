package org.espalier.benchmarks.compare;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.core.config.Json;
import org.espalier.core.config.JsonText;

/** The comparison for programs. */
final class JsonReport {
    private JsonReport() {}

    static String page(Setting setting, List<Comparison> comparisons) {
        Machine m = setting.machine();
        Json.Obj machine = Json.obj()
                .with("cpu", Json.of(m.cpu()))
                .with("processors", Json.of(m.cores()))
                .with("system", Json.of(m.system()))
                .with("jvm", Json.of(m.jvm()));
        Map<String, Json> versions = new LinkedHashMap<>();
        setting.versions().forEach((title, version) -> versions.put(title, Json.of(version)));
        return JsonText.write(Json.obj()
                .with("machine", machine)
                .with("jvmArguments", texts(setting.jvm()))
                .with("programArguments", texts(setting.program()))
                .with("rounds", Json.of(setting.rounds()))
                .with("versions", new Json.Obj(versions))
                .with("workloads", Json.arr(comparisons.stream().map(JsonReport::workload).toList())));
    }

    private static Json texts(List<String> texts) {
        return Json.arr(texts.stream().map(Json::of).toList());
    }

    private static Json workload(Comparison c) {
        return Json.obj()
                .with("id", Json.of(c.work().id()))
                .with("title", Json.of(c.work().title()))
                .with("unit", Json.of(c.measure().unit()))
                .with("lowerIsBetter", Json.of(c.measure().lowerIsBetter()))
                .with("fastestPeer", c.fastestPeer().map(k -> Json.of(k.peer().id())).orElse(Json.NULL))
                .with("scaling", c.scaling().map(JsonReport::interval).orElse(Json.NULL))
                .with("contestants", Json.arr(c.present().stream().map(k -> present(c, k)).toList()))
                .with("absent", Json.arr(c.absent().stream().map(JsonReport::absent).toList()));
    }

    private static Json.Obj named(Contestant k) {
        return Json.obj()
                .with("peer", Json.of(k.peer().id()))
                .with("threads", Json.of(k.threads()))
                .with("version", Json.of(k.version()));
    }

    private static Json present(Comparison c, Contestant k) {
        return named(k)
                .with("rounds", Json.arr(Arrays.stream(k.values()).mapToObj(Json::of).toList()))
                .with("median", Json.of(k.median()))
                .with("peakBytes", Json.of(Math.round(k.peakBytes())))
                .with("espalierTimesAsFast", c.ours().filter(o -> o != k).map(o -> interval(c.speed(o, k))).orElse(Json.NULL));
    }

    private static Json absent(Contestant k) {
        return named(k).with("reason", Json.of(k.reason()));
    }

    private static Json interval(Statistics.Interval i) {
        return Json.obj()
                .with("ratio", Json.of(i.value()))
                .with("low", Json.of(i.low()))
                .with("high", Json.of(i.high()));
    }
}
