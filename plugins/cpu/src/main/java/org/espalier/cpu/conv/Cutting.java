package org.espalier.cpu.conv;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.cpu.arith.BlockCopy;

/**
 * How a correlation is cut into parts. One axis is kept from unrolling: the first spatial one, then every image is a segment
 * of the product and its positions are computed where they lie in the result; or that of the images, where they have so few
 * positions that vectors would be half empty, then the positions of several images lie beside each other and are put into
 * their places afterwards. None of it changes a bit of the result.
 *
 * @param isIdentity whether the input is read where it lies
 * @param isDirect whether the product is computed in its place in the result
 * @param images the images; 1 where they are the kept axis
 * @param imageGroups the groups of images of which each is a part
 * @param segments the most images of one group
 * @param kept the positions of the kept axis
 * @param bands the pieces of the kept axis of which each is a part
 * @param channels the channels that are unrolled at a time
 * @param mapSplits the pieces of the maps of which each is a part
 * @param groups the groups of the convolution
 * @param innerAxes the three other axes
 * @param innerStrides the distances of their positions in the result
 * @param placeOfFirst where the first position is in the result, by the other axes
 * @param keptStart the same by the kept axis
 * @param keptStride the distance of the positions of the kept axis in the result
 */
record Cutting(
        boolean isIdentity, boolean isDirect, int images, int imageGroups, int segments, int kept, int bands, int channels,
        int mapSplits, int groups, Unrolling unrolling, TapAxis[] innerAxes, int[] innerStrides, int placeOfFirst,
        int keptStart, int keptStride) {
    /** Multiply-adds that are worth the hand-over to another thread. */
    private static final long WORTH_SHARING = 1 << 16;
    /** Floats of unrolled input that share the second-level cache with weights and results. */
    private static final int BUDGET = 100_000;
    /** Positions that a part of one image should have at least. */
    private static final int FEW_POSITIONS = 96;
    /** What it costs to copy a float, in multiply-adds of a vector. */
    private static final double COPY = 0.3;

    int parts() {
        return groups * imageGroups * bands * mapSplits;
    }

    int bandPositions() {
        return ceilDiv(kept, bands);
    }

    int placeOfKept(int position) {
        return keptStart + position * keptStride;
    }

    private static int ceilDiv(int x, int y) {
        return (x + y - 1) / y;
    }

    static Cutting choose(Correlation s, int lanes, int threads, BlockCopy copy) {
        int least = s.work() < WORTH_SHARING || threads == 1 ? 1 : 3 * threads;
        boolean identity = s.axes().stream().allMatch(TapAxis::isIdentity) && s.positions() >= lanes;
        return !identity && keepsBatch(s, lanes) ? byBatch(s, least, copy) : byAxis(s, identity, lanes, least, copy);
    }

    /** Whether it pays to unroll all spatial axes, so that no vector is wasted. */
    private static boolean keepsBatch(Correlation s, int lanes) {
        int n = s.positions();
        if (n < lanes) {
            return true;
        }
        TapAxis first = s.axes().get(keptAxis(s));
        double perVector = (double) s.maps() * s.depth() / lanes;
        double byAxis = perVector * ceilDiv(n, lanes) * lanes
                + COPY * s.depth() / Math.max(1, first.taps()) * n * first.span() / Math.max(1, first.step());
        double byBatch = perVector * n + COPY * s.depth() * n + 2 * COPY * s.maps() * n;
        return s.batch() > 1 && byBatch < byAxis;
    }

    private static int keptAxis(Correlation s) {
        int last = s.axes().size() - 1;
        return IntStream.range(0, last)
                .filter(i -> s.axes().get(i).length() > 1 || s.axes().get(i).positions() > 1 || s.axes().get(i).taps() != 1)
                .findFirst()
                .orElse(last);
    }

    private static int[] strides(List<Integer> lengths) {
        int[] strides = new int[lengths.size()];
        int product = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = product;
            product = Math.multiplyExact(product, lengths.get(i));
        }
        return strides;
    }

    private static int[] inputStrides(Correlation s) {
        return strides(s.axes().stream().map(TapAxis::length).toList());
    }

    private static int[] outputStrides(Correlation s) {
        return strides(s.placings().stream().map(Placing::length).toList());
    }

    private static int[] positionStrides(Correlation s) {
        int[] own = outputStrides(s);
        return IntStream.range(0, own.length).map(i -> own[i] * s.placings().get(i).stride()).toArray();
    }

    private static int start(Correlation s, int axis) {
        return outputStrides(s)[axis] * s.placings().get(axis).start();
    }

    private static Cutting byBatch(Correlation s, int least, BlockCopy copy) {
        int perImage = Math.max(1, s.depth() * s.positions());
        int most = Math.max(ceilDiv(FEW_POSITIONS, Math.max(1, s.positions())), BUDGET / perImage);
        int bands = Math.max(1, ceilDiv(s.batch(), most));
        if (s.groups() * bands < least) {
            int fewest = Math.max(1, ceilDiv(FEW_POSITIONS, Math.max(1, s.positions())));
            bands = Math.max(bands, Math.min(ceilDiv(least, s.groups()), s.batch() / fewest));
        }
        int band = ceilDiv(s.batch(), bands);
        int inputImage = s.groups() * s.channels() * s.inputPlane();
        Unrolling u = new Unrolling(TapAxis.of(s.batch()), inputImage, s.axes(), inputStrides(s), s.inputPlane(), band, copy);
        return new Cutting(false, false, 1, 1, 1, s.batch(), bands, channels(s, u, 1), splits(s, least, bands), s.groups(), u,
                s.axes().toArray(TapAxis[]::new), positionStrides(s),
                IntStream.range(0, s.axes().size()).map(i -> start(s, i)).sum(),
                0, s.groups() * s.maps() * s.outputPlane());
    }

    private static int channels(Correlation s, Unrolling u, int segments) {
        int fit = (int) (2L * BUDGET / Math.max(1, (long) segments * u.floatsPerChannel()));
        return Math.max(1, Math.min(s.channels(), fit));
    }

    private static int splits(Correlation s, int least, int parts) {
        return Math.max(1, Math.min(s.maps() / 4, least / Math.max(1, s.groups() * parts)));
    }

    private static Cutting byAxis(Correlation s, boolean identity, int lanes, int least, BlockCopy copy) {
        int axis = keptAxis(s);
        TapAxis kept = s.axes().get(axis);
        List<TapAxis> others = new ArrayList<>(s.axes());
        others.set(axis, TapAxis.POINT);
        int inner = s.positions() / Math.max(1, kept.positions());
        int[] strides = inputStrides(s);
        int planes = others.stream().mapToInt(TapAxis::taps).reduce(1, Math::multiplyExact);
        long perPosition = Math.max(1L, (long) s.channels() * planes * inner * Math.min(kept.step(), kept.taps()));
        int fewest = ceilDiv(Math.max(lanes, FEW_POSITIONS), inner);
        int most = identity ? kept.positions()
                : (int) Math.max(fewest, BUDGET * 5L / 4 / perPosition - kept.span() / kept.step());
        int bands = Math.max(1, ceilDiv(kept.positions(), most));
        bands = Math.min(bands, Math.max(1, kept.positions() / fewest));
        int segments = bands > 1 ? 1 : (int) Math.max(1, Math.min(s.batch(),
                BUDGET / (perPosition * (kept.positions() + kept.span() / kept.step()))));
        boolean direct = s.fillsResult() && s.positions() >= lanes;
        if (!direct) {
            segments = 1;
        }
        int imageGroups = Math.max(1, Math.min(s.batch(), Math.max(ceilDiv(s.batch(), segments), ceilDiv(least, s.groups()))));
        if (s.groups() * imageGroups * bands < least) {
            bands = Math.max(bands, Math.min(kept.positions() / fewest, ceilDiv(least, s.groups() * imageGroups)));
        }
        segments = ceilDiv(s.batch(), imageGroups);
        Unrolling u = new Unrolling(kept, strides[axis], others, strides, s.inputPlane(), ceilDiv(kept.positions(), bands), copy);
        int[] places = positionStrides(s);
        return new Cutting(identity, direct, s.batch(), imageGroups, segments, kept.positions(), bands,
                channels(s, u, segments), splits(s, least, imageGroups * bands), s.groups(), u,
                others.toArray(TapAxis[]::new), places,
                IntStream.range(0, s.axes().size()).filter(i -> i != axis).map(i -> start(s, i)).sum(),
                start(s, axis), places[axis]);
    }
}
