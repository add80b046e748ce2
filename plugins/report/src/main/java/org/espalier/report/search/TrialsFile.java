package org.espalier.report.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.plugin.API;
import org.espalier.plugin.ModelFormatException;
import org.espalier.report.internal.Fields;
import org.espalier.report.internal.JsonLines;
import org.espalier.report.search.Trials.Dimension;
import org.espalier.report.search.Trials.Trial;

/** Reads the file that a search writes, also while it does. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class TrialsFile {
    /** The name within the folder of a search. */
    public static final String NAME = "trials.jsonl";

    private TrialsFile() {}

    /**
     * Reads the trials in a search's folder.
     *
     * @throws ModelFormatException naming the line that does not belong in such a file
     */
    public static Trials read(Path folder) {
        List<Fields> lines = JsonLines.read(folder.resolve(NAME), "file of trials");
        Fields search = lines.get(0);
        require(search, "search");
        SortedMap<Integer, Trial> latest = new TreeMap<>();
        for (Fields line : lines.subList(1, lines.size())) {
            require(line, "trial");
            Trial t = trial(line);
            latest.merge(t.number(), t, (a, b) -> a.rung() > b.rung() ? a : b);
        }
        return new Trials(search.text("monitor"), search.text("largerIsBetter").equals("true"),
                search.objects("space").stream().map(d -> new Dimension(d.text("name"), d.text("kind").startsWith("log"))).toList(),
                new ArrayList<>(latest.values()));
    }

    private static void require(Fields line, String kind) {
        if (!line.text("kind").equals(kind)) {
            throw new ModelFormatException("a file of trials begins with the one line of its search, and has one for each trial"
                    + " and rung, but there is '" + line.text("kind") + "', at " + line.place());
        }
    }

    private static Trial trial(Fields f) {
        Map<String, Object> point = new LinkedHashMap<>();
        f.object("point").members().forEach((name, value) -> point.put((String) name, value));
        return new Trial(Math.toIntExact(f.whole("trial")), Math.toIntExact(f.whole("rung")), f.text("state"),
                Math.toIntExact(f.whole("epochs")), f.real("figure"), f.real("seconds"), f.text("reason"), f.reals("curve"), point);
    }
}
