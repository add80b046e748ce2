package org.espalier.onnx;

import java.nio.file.Path;
import java.util.List;
import org.espalier.plugin.API;

/**
 * A file that computes what the model computes.
 *
 * @param file the file
 * @param runtime what ran it
 * @param tolerance what was allowed
 * @param comparisons one for each output and batch
 */
@API(status = API.Status.STABLE, since = "0.1")
public record VerificationReport(Path file, String runtime, Tolerance tolerance, List<Comparison> comparisons) {
    /**
     * One output for one batch.
     *
     * @param batch which batch, such as {@code batch=7}
     * @param output the output's name
     * @param elements how many numbers were compared
     * @param maxDifference the largest absolute difference
     */
    @API(status = API.Status.STABLE, since = "0.1")
    public record Comparison(String batch, String output, int elements, double maxDifference) {}

    public VerificationReport {
        comparisons = List.copyOf(comparisons);
    }

    /** The largest absolute difference of all. */
    public double maxDifference() {
        return comparisons.stream().mapToDouble(Comparison::maxDifference).max().orElse(0);
    }

    /** A few lines for a person. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(file).append(": verified with ").append(runtime).append(", |d| <= ").append(tolerance).append('\n');
        for (Comparison c : comparisons) {
            text.append("  ").append(c.output()).append(", ").append(c.batch()).append(": largest difference ")
                    .append(c.maxDifference()).append(" of ").append(c.elements()).append(" numbers\n");
        }
        return text.toString();
    }
}
