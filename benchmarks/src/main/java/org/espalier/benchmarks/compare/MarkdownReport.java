package org.espalier.benchmarks.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The comparison for people. */
final class MarkdownReport {
    private final Setting setting;

    MarkdownReport(Setting setting) {
        this.setting = setting;
    }

    /** The whole page. */
    String page(List<Comparison> comparisons) {
        StringBuilder page = new StringBuilder("# Espalier and its peers\n\n" + setting + "\n\n");
        page.append("Figures are medians over rounds, each a fresh process; all run in turn. How many times as fast Espalier is: "
                + "the ratio of the medians, with its 95 % confidence interval (bootstrap over paired rounds).\n\n");
        page.append("| | Espalier | threads | fastest peer | threads | | times as fast | 95 % | most threads / fewest |\n");
        page.append("|---|---|---|---|---|---|---|---|---|\n");
        comparisons.forEach(c -> page.append(summary(c)));
        comparisons.forEach(c -> page.append('\n').append(section(c)));
        return page.toString();
    }

    private static String summary(Comparison c) {
        Optional<Contestant> ours = c.ours();
        if (ours.isEmpty()) {
            return "| " + c.work().id() + " | absent | | | | | | | |\n";
        }
        String own = "| " + c.work().id() + " | " + figure(ours.get().median()) + " " + c.measure().unit() + " | " + ours.get().threads();
        String scaling = c.scaling().map(MarkdownReport::times).orElse("");
        return own + c.fastestPeer()
                .map(p -> " | " + figure(p.median()) + " | " + p.threads() + " | " + p.peer().title() + " | "
                        + ratio(c.speed(ours.get(), p)))
                .orElse(" | | | no peer | | ") + " | " + scaling + " |\n";
    }

    /** One workload. */
    static String section(Comparison c) {
        StringBuilder s = new StringBuilder("## " + c.work().id() + "\n\n" + c.work().title() + "\n\n");
        s.append("| | threads | ").append(c.measure().unit()).append(" | lowest | highest | Espalier is times as fast | 95 % | peak MiB |\n");
        s.append("|---|---|---|---|---|---|---|---|\n");
        Optional<Contestant> ours = c.ours();
        for (Contestant k : c.present()) {
            String ratio = ours.filter(o -> o != k).map(o -> ratio(c.speed(o, k))).orElse(" | ");
            double[] values = Arrays.stream(k.values()).sorted().toArray();
            s.append("| ").append(k.peer().title()).append(" | ").append(k.threads()).append(" | ").append(figure(k.median())).append(" | ")
                    .append(figure(values[0])).append(" | ").append(figure(values[values.length - 1])).append(" | ")
                    .append(ratio).append(" | ").append(Math.round(k.peakBytes() / (1 << 20))).append(" |\n");
        }
        for (Contestant k : c.absent()) {
            s.append("\nAbsent: ").append(k.peer().title()).append(", ").append(k.threads()).append(" thread(s): ").append(k.reason()).append('\n');
        }
        return s.toString();
    }

    private static String ratio(Statistics.Interval i) {
        return times(i) + " | " + times(i.low()) + " to " + times(i.high());
    }

    private static String times(Statistics.Interval i) {
        return times(i.value());
    }

    private static String times(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** A number with at least three digits that count. */
    static String figure(double value) {
        String form = value >= 1000 ? "%,.0f" : value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, form, value);
    }
}
