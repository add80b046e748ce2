package org.espalier.cpu.conv;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.arith.IndirectProduct;

/**
 * Computes a {@link Correlation} in parts that may run at the same time: some images, some positions, some maps of a group
 * each. A part unrolls what it reads of the input and multiplies the weights with it. Immutable.
 */
final class Correlator {
    /** The length of a block of the sums, so that a tile's columns of the unrolled input stay in the cache. */
    private static final int DEPTH = 512;

    private final Correlation s;
    private final Cutting cut;
    private final IndirectProduct product;
    private final Unrolling unrolling;
    /** Where the rows of the weights begin, and the runs of the unrolled input. */
    private final int[] weightRows;
    private final int[] runs;
    private final int depth;
    private final int taps;
    private final int outputPlane;
    private final int inputPlane;
    private final int placeOfRows;

    Correlator(Correlation s, Arithmetic arithmetic, int threads) {
        this.s = s;
        this.product = arithmetic.indirectProduct();
        this.cut = Cutting.choose(s, product.minColumns(), threads, arithmetic.copy());
        this.unrolling = cut.unrolling();
        this.depth = s.depth();
        this.taps = s.taps();
        this.outputPlane = s.outputPlane();
        this.inputPlane = s.inputPlane();
        this.weightRows = IntStream.range(0, s.maps()).map(m -> m * depth).toArray();
        this.runs = cut.isIdentity() ? IntStream.range(0, s.channels()).map(c -> c * inputPlane).toArray()
                : unrolling.runs(cut.channels());
        this.placeOfRows = cut.isIdentity() ? 0
                : cut.segments() * cut.channels() * unrolling.floatsPerChannel() + product.minColumns();
    }

    /** The number of parts. */
    int parts() {
        return cut.parts();
    }

    /** The working memory of one part. */
    int scratchFloats() {
        return placeOfRows + (cut.isDirect() ? 0 : s.maps() * pitch(cut.bandPositions()));
    }

    private int pitch(int positions) {
        return Math.max(product.minColumns(), positions * unrolling.inner());
    }

    /**
     * Computes one part.
     *
     * @param w the weights by map, channel and tap
     * @param bias what the sums of each map start from, or null for zero
     */
    void run(int part, float[] x, int xAt, float[] w, int wAt, float[] bias, int biasAt, float[] y, int yAt,
            float[] scratch, int scratchAt) {
        int rest = part;
        int split = rest % cut.mapSplits();
        rest /= cut.mapSplits();
        int band = rest % cut.bands();
        rest /= cut.bands();
        int images = rest % cut.imageGroups();
        int group = rest / cut.imageGroups();
        int firstMap = share(s.maps(), split, cut.mapSplits());
        int maps = share(s.maps(), split + 1, cut.mapSplits()) - firstMap;
        int first = share(cut.kept(), band, cut.bands());
        int count = share(cut.kept(), band + 1, cut.bands()) - first;
        int image = share(cut.images(), images, cut.imageGroups());
        int segments = share(cut.images(), images + 1, cut.imageGroups()) - image;
        int weights = wAt + group * s.maps() * depth;
        int input = xAt + (image * s.groups() + group) * s.channels() * inputPlane;
        int map = group * s.maps() + firstMap;
        int columns = count * unrolling.inner();

        float[] c = y;
        int cRow = outputPlane;
        int cSegment = s.groups() * s.maps() * outputPlane;
        int cAt = yAt + (image * s.groups() * s.maps() + map) * outputPlane + first * unrolling.inner();
        if (!cut.isDirect()) {
            c = scratch;
            cRow = pitch(count);
            cAt = scratchAt + placeOfRows;
            columns = cRow;
        }
        if (bias != null) {
            for (int i = 0; i < segments; i++) {
                for (int m = 0; m < maps; m++) {
                    int at = cAt + i * cSegment + m * cRow;
                    Arrays.fill(c, at, at + columns, bias[biasAt + map + m]);
                }
            }
        }
        if (cut.isIdentity()) {
            product.run(maps, columns, depth, w, weights, weightRows, firstMap, x, input + first * unrolling.inner(), runs, 0,
                    c, cAt, cRow, segments, s.groups() * s.channels() * inputPlane, cSegment, bias != null);
        } else {
            int segment = cut.channels() * unrolling.floatsPerChannel();
            if (unrolling.isPadded()) {
                Arrays.fill(scratch, scratchAt, scratchAt + segments * segment, 0f);
            }
            int channel = 0;
            do { // at least once, so that an empty sum gives zeros
                int channels = Math.min(cut.channels(), s.channels() - channel);
                for (int i = 0; i < segments; i++) {
                    unrolling.fill(x, input + (i * s.groups() * s.channels() + channel) * inputPlane, channels, first, count,
                            scratch, scratchAt + i * segment);
                }
                int blocks = Math.max(1, (channels * taps + DEPTH - 1) / DEPTH);
                for (int d = 0; d < blocks; d++) {
                    int from = share(channels * taps, d, blocks);
                    int length = share(channels * taps, d + 1, blocks) - from;
                    product.run(maps, columns, length, w, weights + channel * taps + from, weightRows, firstMap,
                            scratch, scratchAt, runs, from, c, cAt, cRow, segments, segment, cSegment,
                            bias != null || channel > 0 || d > 0);
                }
                channel += cut.channels();
            } while (channel < s.channels());
        }
        if (!cut.isDirect()) {
            for (int m = 0; m < maps; m++) {
                place(c, cAt + m * cRow, first, count, y, yAt + (image * s.groups() * s.maps() + map + m) * outputPlane);
            }
        }
    }

    /** Moves the positions of one map to where they belong in the result. */
    private void place(float[] c, int cAt, int first, int count, float[] y, int yAt) {
        TapAxis[] axes = cut.innerAxes();
        int[] strides = cut.innerStrides();
        int at = cAt;
        int length = axes[2].positions();
        int step = strides[2];
        for (int k = 0; k < count; k++) {
            int target = yAt + cut.placeOfKept(first + k);
            for (int i = 0; i < axes[0].positions(); i++) {
                for (int j = 0; j < axes[1].positions(); j++, at += length) {
                    int to = target + cut.placeOfFirst() + i * strides[0] + j * strides[1];
                    if (step == 1) {
                        System.arraycopy(c, at, y, to, length);
                    } else {
                        for (int l = 0; l < length; l++) {
                            y[to + l * step] = c[at + l];
                        }
                    }
                }
            }
        }
    }

    static int share(int all, int part, int parts) {
        return (int) ((long) all * part / parts);
    }
}
