package org.espalier.reference.samediff;

import java.util.List;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.reference.samediff.RandomDag.Template;

/** What layers are made of: normalizations, convolutions, pooling, attention, losses. */
final class LayerTemplates {
    private static final double EPSILON = 0.125;

    private LayerTemplates() {}

    static List<Template> all() {
        return List.of(LayerTemplates::softmax, LayerTemplates::softmax, LayerTemplates::layerNormalization,
                LayerTemplates::rmsNormalization, LayerTemplates::batchNormalization, LayerTemplates::grouped,
                LayerTemplates::lpNormalization, LayerTemplates::meanVariance, LayerTemplates::localResponse,
                LayerTemplates::conv, LayerTemplates::conv, LayerTemplates::convTranspose, LayerTemplates::maxPool,
                LayerTemplates::averagePool, LayerTemplates::lpPool, LayerTemplates::global, LayerTemplates::attention,
                LayerTemplates::loss);
    }

    private static Value softmax(Drawing d) {
        Value x = d.ofRank(1);
        int axis = d.below(x.rank());
        return d.coin() ? x.softmax(axis) : x.logSoftmax(axis);
    }

    private static long[] last(Value x) {
        return new long[] {x.shape().dim(-1).length()};
    }

    private static Value layerNormalization(Drawing d) {
        Value x = d.ofRank(1);
        return d.b.layerNormalization(x, d.ofShape(last(x)), d.ofShape(last(x)), -1, EPSILON);
    }

    private static Value rmsNormalization(Drawing d) {
        Value x = d.ofRank(1);
        return d.b.rmsNormalization(x, d.ofShape(last(x)), -1, EPSILON);
    }

    private static Value batchNormalization(Drawing d) {
        Value x = d.ofShape(2, 2, 3);
        if (d.coin()) {
            return d.b.batchNormalization(x, d.ofShape(2), d.ofShape(2), d.ofShape(2), d.input(0.3, 2, 2), EPSILON);
        }
        return d.b.batchNormalizationTraining(x, d.ofShape(2), d.ofShape(2), d.ofShape(2), d.input(0.3, 2, 2), EPSILON, 0.75).get(0);
    }

    private static Value grouped(Drawing d) {
        Value x = d.ofShape(1, 4, 3);
        return d.coin() ? d.b.groupNormalization(x, d.ofShape(4), d.ofShape(4), 2, EPSILON)
                : d.b.instanceNormalization(x, d.ofShape(4), d.ofShape(4), EPSILON);
    }

    private static Value lpNormalization(Drawing d) {
        Value x = d.any(v -> v.rank() > 0 && d.away(v, Drawing.MARGIN, 0));
        return x == null ? null : d.b.lpNormalization(x, d.below(x.rank()), 1 + d.below(2));
    }

    /** A vector of one element has no variance. */
    private static Value meanVariance(Drawing d) {
        Value x = d.any(v -> v.rank() == 2 && v.shape().dim(1).length() > 1 && d.distinct(v));
        return x == null ? null : d.b.meanVarianceNormalization(x, 1);
    }

    private static Value localResponse(Drawing d) {
        return d.b.localResponseNormalization(d.ofShape(1, 4, 2, 2), 2 + d.below(2), 0.5, 0.75, 1.5);
    }

    private static Value conv(Drawing d) {
        return switch (d.below(4)) {
            case 0 -> d.b.conv(d.ofShape(1, 2, 4, 4), d.input(-0.8, 0.8, 3, 2, 2, 3), d.ofShape(3),
                    Attributes.of("pads", new long[] {1, 0, 0, 1}, "strides", new long[] {1, 2}));
            case 1 -> d.b.conv(d.ofShape(1, 2, 4, 4), d.input(-0.8, 0.8, 2, 1, 3, 2),
                    Attributes.of("group", 2L, "dilations", new long[] {1, 2}));
            case 2 -> d.b.conv(d.ofShape(2, 2, 5), d.input(-0.8, 0.8, 2, 2, 3), Attributes.of("auto_pad", "SAME_UPPER"));
            default -> d.b.conv(d.ofShape(1, 1, 3, 3, 2), d.input(-0.8, 0.8, 2, 1, 2, 2, 2), Attributes.none());
        };
    }

    private static Value convTranspose(Drawing d) {
        return d.coin() ? d.b.convTranspose(d.ofShape(1, 2, 2, 3), d.input(-0.8, 0.8, 2, 2, 2, 2),
                Attributes.of("strides", new long[] {2, 1}, "pads", new long[] {1, 0, 0, 0}))
                : d.b.convTranspose(d.ofShape(1, 2, 4), d.input(-0.8, 0.8, 2, 1, 3), d.ofShape(2), Attributes.of("group", 2L));
    }

    private static Value maxPool(Drawing d) {
        Value x = d.ofShape(1, 2, 4, 3);
        return d.distinct(x) ? d.b.maxPool(x, Attributes.of("kernel_shape", new long[] {2, 2}, "strides", new long[] {2, 1},
                "pads", new long[] {0, 0, 0, d.below(2)})) : null;
    }

    private static Value averagePool(Drawing d) {
        return d.coin() ? d.b.averagePool(d.ofShape(1, 2, 4, 3), Attributes.of("kernel_shape", new long[] {3, 2},
                "pads", new long[] {1, 0, 0, 1}, "count_include_pad", d.coin()))
                : d.b.averagePool(d.ofShape(2, 1, 5), Attributes.of("kernel_shape", new long[] {2}, "ceil_mode", true,
                        "strides", new long[] {2}));
    }

    private static Value lpPool(Drawing d) {
        Value x = d.ofShape(1, 2, 3, 3);
        return d.away(x, Drawing.MARGIN, 0)
                ? d.b.lpPool(x, Attributes.of("kernel_shape", new long[] {2, 2}, "p", 1L + d.below(3))) : null;
    }

    private static Value global(Drawing d) {
        Value x = d.ofShape(1, 3, 2, 2);
        return d.coin() ? d.b.globalAveragePool(x) : d.distinct(x) ? d.b.globalMaxPool(x) : null;
    }

    private static Value attention(Drawing d) {
        return d.b.attention(d.ofShape(1, 2, 3, 2), d.ofShape(1, 1, 3, 2), d.ofShape(1, 1, 3, 2), d.coin());
    }

    private static Value loss(Drawing d) {
        String reduction = List.of("none", "sum", "mean").get(d.below(3));
        Value scores = d.ofShape(3, 4);
        Value labels = d.integers(new long[] {d.below(4), d.below(4), d.below(4)}, 3);
        return d.coin() ? d.b.softmaxCrossEntropyLoss(scores, labels, reduction)
                : d.b.negativeLogLikelihoodLoss(scores.logSoftmax(1), labels, reduction);
    }
}
