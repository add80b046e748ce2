package org.espalier.core.op.conv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.espalier.core.op.rule.TypeRules;
import org.espalier.graph.Attributes;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;

/**
 * What the attributes of Resize say of the lengths of axes. Scales are rounded to f32 and lengths worked out in f32, as
 * ONNX does, so that a file has the same lengths.
 *
 * @param axes the axes that are resized
 * @param scales by axis what its length is multiplied with; null where lengths are given
 * @param sizes by axis its length after; null where scales are given
 * @param roi by axis where the part begins that tf_crop_and_resize takes, then where it ends; null for other modes
 * @param policy stretch, or not_larger or not_smaller where one scale is to hold for all axes
 */
public record Resizing(int[] axes, double[] scales, long[] sizes, double[] roi, String policy, Attributes attributes) {
    static final String STRETCH = "stretch";

    /** What the attributes say for an input of this shape. */
    public static Resizing of(Shape x, Attributes a) {
        int[] given = a.has("axes") ? a.ints("axes") : IntStream.range(0, x.rank()).toArray();
        int[] axes = given.length == 0 ? given : TypeRules.axes(x, given);
        TypeRules.require(a.has("scales") != a.has("sizes"), "one of scales and sizes must be given, not both");
        double[] scales = a.has("scales") ? DoubleStream.of(a.doubles("scales")).map(s -> (float) s).toArray() : null;
        long[] sizes = a.has("sizes") ? a.longs("sizes") : null;
        TypeRules.require((sizes == null ? scales.length : sizes.length) == axes.length, (sizes == null ? "scales" : "sizes")
                + " must hold one number for each of the axes " + IntStream.of(axes).boxed().toList() + ", but is "
                + a.asMap().get(sizes == null ? "scales" : "sizes"));
        TypeRules.require(scales == null || DoubleStream.of(scales).allMatch(s -> s > 0 && s < Double.POSITIVE_INFINITY),
                "scales must be positive, but are " + a.asMap().get("scales"));
        TypeRules.require(sizes == null || LongStream.of(sizes).allMatch(s -> s > 0),
                "sizes must be at least 1, but are " + a.asMap().get("sizes"));
        double[] roi = coordinates(a) == Coordinates.TF_CROP_AND_RESIZE ? a.doubles("roi") : null;
        TypeRules.require(roi == null || roi.length == 2 * axes.length, "roi must hold " + 2 * axes.length
                + " numbers, the begin for each axis and then the end for each, but is " + a.asMap().get("roi"));
        String policy = a.string("keep_aspect_ratio_policy", STRETCH);
        TypeRules.require(List.of(STRETCH, "not_larger", "not_smaller").contains(policy),
                "keep_aspect_ratio_policy must be stretch, not_larger or not_smaller, but is '" + policy + "'");
        // Refuses a mode, or a nearest_mode, that there is not.
        Interpolation.of(a).first(0, a);
        return new Resizing(axes, scales, sizes, roi, policy, a);
    }

    static Coordinates coordinates(Attributes a) {
        return Coordinates.of(a.string("coordinate_transformation_mode", "half_pixel"));
    }

    /** The shape after resizing. */
    Shape output(Shape x) {
        Shape y = x;
        double common = common(x);
        for (int i = 0; i < axes.length; i++) {
            Dim length = x.dim(axes[i]);
            TypeRules.require(!length.equals(Dim.of(0)), "axis " + axes[i] + " of the input " + x + " must not be empty");
            Dim after = common > 0 ? Dim.of((long) Math.floor(common * length.length() + 0.5))
                    : sizes != null ? Dim.of(sizes[i])
                    : scaled(length, i);
            TypeRules.require(!after.equals(Dim.of(0)), "nothing would be left of axis " + axes[i] + " of the input " + x);
            y = y.with(axes[i], after);
        }
        return y;
    }

    private Dim scaled(Dim length, int i) {
        double scale = scales[i];
        if (length.isKnown()) {
            double part = roi == null ? 1 : roi[axes.length + i] - roi[i];
            return Dim.of((long) Math.floor((float) length.length() * (float) part * (float) scale));
        }
        double inverse = 1 / scale;
        TypeRules.require(roi == null && (scale == Math.rint(scale) || inverse == Math.rint(inverse)), "the length of axis " + axes[i]
                + " must be a number where its scale " + scale + " is neither a whole number nor one over one, but is " + length);
        return scale == Math.rint(scale) ? length.times((long) scale) : length.floorDiv((long) inverse);
    }

    /** The one scale for all axes that keep_aspect_ratio_policy asks for, or 0. */
    private double common(Shape x) {
        if (policy.equals(STRETCH) || sizes == null) {
            return 0;
        }
        TypeRules.require(IntStream.of(axes).allMatch(a -> x.dim(a).isKnown()), "the lengths of the axes "
                + IntStream.of(axes).boxed().toList() + " must be numbers where keep_aspect_ratio_policy is " + policy
                + ", but the input is " + x);
        DoubleStream each = IntStream.range(0, axes.length).mapToDouble(i -> (double) sizes[i] / x.length(axes[i]));
        return (policy.equals("not_larger") ? each.min() : each.max()).orElse(0);
    }

    /** What each element is made of, by axis of the input, whose lengths are known. */
    public List<Taps> taps(Shape x) {
        List<Taps> taps = new ArrayList<>();
        for (Dim d : x.dims()) {
            taps.add(Taps.same(Math.toIntExact(d.length())));
        }
        Shape y = output(x);
        Interpolation interpolation = Interpolation.of(attributes);
        for (int i = 0; i < axes.length; i++) {
            taps.set(axes[i], interpolation.taps(coordinates(attributes), scaling(x, y, i), attributes));
        }
        return taps;
    }

    private Coordinates.Scaling scaling(Shape x, Shape y, int i) {
        double scale = sizes == null ? scales[i] : common(x);
        return new Coordinates.Scaling(Math.toIntExact(x.length(axes[i])), Math.toIntExact(y.length(axes[i])), scale,
                roi == null ? 0 : roi[i], roi == null ? 1 : roi[axes.length + i]);
    }

    /** The axes that do not stay as they are. */
    int[] moved(Shape x) {
        return IntStream.range(0, axes.length)
                .filter(i -> !policy.equals(STRETCH) || (roi != null && (roi[i] != 0 || roi[axes.length + i] != 1))
                        || (scales != null ? scales[i] != 1 : !x.dim(axes[i]).equals(Dim.of(sizes[i]))))
                .map(i -> axes[i])
                .toArray();
    }

    /** Whether a scaled length is not a whole number, or may not be. */
    boolean rounds(Shape x) {
        return scales != null && IntStream.range(0, axes.length).anyMatch(i -> {
            double length = x.dim(axes[i]).isKnown() ? x.length(axes[i]) * scales[i] : scales[i];
            return length != Math.rint(length);
        });
    }

    /** The scale of every axis of the input. */
    double[] allScales(int rank) {
        double[] all = new double[rank];
        Arrays.fill(all, 1);
        for (int i = 0; i < axes.length; i++) {
            all[axes[i]] = scales[i];
        }
        return all;
    }

    /** The part of every axis of the input that tf_crop_and_resize takes. */
    double[] allRoi(int rank) {
        double[] all = new double[2 * rank];
        Arrays.fill(all, rank, 2 * rank, 1);
        for (int i = 0; i < axes.length; i++) {
            all[axes[i]] = roi[i];
            all[rank + axes[i]] = roi[axes.length + i];
        }
        return all;
    }
}
