package org.espalier.cpu.conv;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.cpu.arith.BlockCopy;

/**
 * How an input is written out so that what a tap reads at all positions, in order, lies in one run: for every channel and
 * tap of all axes but one, the kept one, there is a plane of rows, each of which is one place on the kept axis with all
 * positions of the other axes. Taps of the kept axis read the same plane some rows later. So an image is copied as often as
 * the other axes have taps, which for a picture is the width of the kernel, not its area (Cho and Brand, MEC:
 * memory-efficient convolution for deep neural network, 2017). Where positions step over elements, those of the kept axis
 * are sorted by the rest of their numbers by the step.
 */
final class Unrolling {
    private static final int ROWS = 1;
    private static final int COLUMNS = 2;

    private final TapAxis kept;
    private final int keptStride;
    private final TapAxis[] axes;
    private final int[] strides;
    private final int channelStride;
    private final BlockCopy copy;
    /** The rests of the kept axis that some tap reads, and for each the number of rows beyond the first position's. */
    private final int[] rests;
    private final int[] reach;
    private final int least;
    private final int inner;
    private final int rows;
    private final int plane;
    private final int planes;
    private final boolean padded;

    /**
     * An unrolling.
     *
     * @param keptStride the distance of elements along the kept axis in the input
     * @param axes the three other axes; points where there are fewer
     * @param strides the distances of elements along them
     * @param channelStride the distance of channels
     * @param band the most positions of the kept axis that are written out at a time
     */
    Unrolling(TapAxis kept, int keptStride, List<TapAxis> axes, int[] strides, int channelStride, int band, BlockCopy copy) {
        this.kept = kept;
        this.keptStride = keptStride;
        this.axes = axes.toArray(TapAxis[]::new);
        this.strides = strides.clone();
        this.channelStride = channelStride;
        this.copy = copy;
        this.least = kept.least();
        this.rests = IntStream.range(0, kept.taps()).map(t -> row(t) % kept.step()).distinct().sorted().toArray();
        this.reach = IntStream.of(rests)
                .map(rest -> IntStream.range(0, kept.taps()).map(this::row).filter(r -> r % kept.step() == rest).max().orElse(0)
                        / kept.step())
                .toArray();
        this.inner = axes.stream().mapToInt(TapAxis::positions).reduce(1, Math::multiplyExact);
        this.rows = band + Arrays.stream(reach).max().orElse(0);
        this.plane = Math.multiplyExact(rests.length * rows, inner);
        this.planes = axes.stream().mapToInt(TapAxis::taps).reduce(1, Math::multiplyExact);
        this.padded = kept.isPadded() || axes.stream().anyMatch(TapAxis::isPadded);
    }

    /** The row of a tap at the first position, before rows are sorted. */
    private int row(int tap) {
        return kept.offsets()[tap] - least;
    }

    /** The positions at one place of the kept axis. */
    int inner() {
        return inner;
    }

    /** The room that one channel takes. */
    int floatsPerChannel() {
        return Math.multiplyExact(planes, plane);
    }

    /** Whether some of it is padding, which {@link #fill} leaves as it is. */
    boolean isPadded() {
        return padded;
    }

    /** Where the run of each tap begins, by channel, tap of the kept axis and taps of the other axes. */
    int[] runs(int channels) {
        int[] runs = new int[channels * kept.taps() * planes];
        int i = 0;
        for (int c = 0; c < channels; c++) {
            for (int t = 0; t < kept.taps(); t++) {
                int sorted = Arrays.binarySearch(rests, row(t) % kept.step()) * rows + row(t) / kept.step();
                for (int p = 0; p < planes; p++) {
                    runs[i++] = (c * planes + p) * plane + sorted * inner;
                }
            }
        }
        return runs;
    }

    /**
     * Writes out some channels for {@code count} positions of the kept axis from {@code first} on. What is padding keeps
     * its value; it is at the same places for all channels and images.
     *
     * @param xAt the first element of the first channel
     */
    void fill(float[] x, int xAt, int channels, int first, int count, float[] to, int toAt) {
        int at = toAt;
        for (int c = 0; c < channels; c++) {
            int channel = xAt + c * channelStride;
            for (int t0 = 0; t0 < axes[0].taps(); t0++) {
                for (int t1 = 0; t1 < axes[ROWS].taps(); t1++) {
                    for (int t2 = 0; t2 < axes[COLUMNS].taps(); t2++, at += plane) {
                        for (int r = 0; r < rests.length; r++) {
                            int element = first * kept.step() + least + rests[r];
                            int from = Math.max(0, -Math.floorDiv(element, kept.step()));
                            int end = Math.min(count + reach[r], Math.floorDiv(kept.length() - 1 - element, kept.step()) + 1);
                            rows(x, channel + (element + from * kept.step()) * keptStride, end - from, t0, t1, t2,
                                    to, at + (r * rows + from) * inner);
                        }
                    }
                }
            }
        }
    }

    /** Some rows of one plane, which lie a step of the kept axis from each other in the input. */
    private void rows(float[] x, int xAt, int n, int t0, int t1, int t2, float[] to, int toAt) {
        TapAxis columns = axes[COLUMNS];
        int first = columns.first(t2);
        int length = columns.end(t2) - first;
        if (n <= 0 || length <= 0) {
            return;
        }
        int fromColumn = xAt + (first * columns.step() + columns.offsets()[t2]) * strides[COLUMNS];
        int step = columns.step() * strides[COLUMNS];
        int keptStep = kept.step() * keptStride;
        TapAxis lines = axes[ROWS];
        if (lines.positions() == 1 && axes[0].positions() == 1) {
            if (axes[0].first(t0) < axes[0].end(t0) && lines.first(t1) < lines.end(t1)) {
                int from = fromColumn + axes[0].offsets()[t0] * strides[0] + lines.offsets()[t1] * strides[ROWS];
                block(n, length, x, from, keptStep, step, to, toAt + first, inner);
            }
            return;
        }
        int firstLine = lines.first(t1);
        int height = lines.end(t1) - firstLine;
        for (int i = 0; i < n; i++) {
            for (int o = axes[0].first(t0); o < axes[0].end(t0); o++) {
                int from = fromColumn + i * keptStep + (o * axes[0].step() + axes[0].offsets()[t0]) * strides[0]
                        + (firstLine * lines.step() + lines.offsets()[t1]) * strides[ROWS];
                block(height, length, x, from, lines.step() * strides[ROWS], step,
                        to, toAt + i * inner + (o * lines.positions() + firstLine) * columns.positions() + first,
                        columns.positions());
            }
        }
    }

    private void block(int height, int length, float[] x, int from, int fromRow, int step, float[] to, int at, int toRow) {
        if (length == 1 && toRow == 1 && fromRow == 1) {
            copy.run(1, height, x, from, 0, to, at, 0);
        } else if (step == 1) {
            copy.run(height, length, x, from, fromRow, to, at, toRow);
        } else {
            for (int r = 0; r < height; r++) {
                int source = from + r * fromRow;
                int target = at + r * toRow;
                for (int i = 0; i < length; i++) {
                    to[target + i] = x[source + i * step];
                }
            }
        }
    }
}
