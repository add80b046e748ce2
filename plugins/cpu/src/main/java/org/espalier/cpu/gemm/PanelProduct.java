package org.espalier.cpu.gemm;

import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.arith.MicroKernel;
import org.espalier.cpu.arith.RowKernel;
import org.espalier.cpu.arith.Transposer;

/**
 * Products of many small matrices with one matrix B that is packed once and for all, each on the thread that asks for it.
 * B is cut into panels of columns, so that a panel stays in the first-level cache while the rows of a small matrix pass by,
 * and all of them in the second-level cache until the next small matrix comes.
 *
 * <p>Every element is one chain of fused multiply-adds in ascending k, as in {@link MatrixProduct}. Immutable.
 */
public final class PanelProduct {
    private final int n;
    private final int k;
    private final boolean transposed;
    private final MicroKernel kernel;
    private final Transposer transposer;
    private final RowKernel rowKernel;
    /** Whether rows are multiplied one by one, because they are few or shorter than a vector. */
    private final boolean byRows;
    private final int width;
    private final int least;
    private final int panels;

    /**
     * Plans products with a B of k rows and n columns.
     *
     * @param transposed whether B is stored as [n,k] rather than [k,n]
     * @param rows the usual number of rows of a small matrix
     */
    public PanelProduct(int n, int k, boolean transposed, int rows, Arithmetic arithmetic) {
        this.n = n;
        this.k = k;
        this.transposed = transposed;
        this.kernel = arithmetic.microKernel();
        this.transposer = arithmetic.transposer();
        this.rowKernel = arithmetic.rowKernel();
        this.byRows = rows <= MatrixProduct.FEW_ROWS || n < kernel.minColumns();
        this.least = byRows ? n : kernel.minColumns();
        this.panels = byRows ? 1 : Blocking.ceilDiv(n, kernel.columns());
        this.width = Blocking.ceilDiv(Blocking.ceilDiv(n, panels), least) * least;
    }

    /** The number of panels. */
    public int panels() {
        return panels;
    }

    /** The floats that packed panels take. */
    public int packedFloats() {
        return Math.multiplyExact(n, k);
    }

    /** The first column of a panel. The last panel takes columns from the one before it where it were narrower than a vector. */
    private int start(int panel) {
        return panel == panels ? n : Math.min(panel * width, n - least);
    }

    /** Packs one panel of B; different ones may be packed by different threads. */
    public void pack(int panel, float[] b, int bAt, float[] packed, int packedAt) {
        if (!transposed) {
            pack(panel, b, bAt, 0, n, packed, packedAt);
            return;
        }
        int start = start(panel);
        int columns = start(panel + 1) - start;
        transposer.run(columns, k, b, bAt + start * k, k, packed, packedAt + start * k, columns);
    }

    /**
     * Packs those columns of a panel that a matrix of k rows has, where B is several matrices side by side.
     *
     * @param first the matrix's first column in B
     * @param width the number of its columns
     */
    public void pack(int panel, float[] b, int bAt, int first, int width, float[] packed, int packedAt) {
        int start = start(panel);
        int columns = start(panel + 1) - start;
        int from = Math.max(start, first);
        int to = Math.min(start + columns, first + width);
        if (from < to) {
            Packing.rows(b, bAt + from - first, width, k, to - from, packed, packedAt + start * k + from - start, columns);
        }
    }

    /** Computes {@code C = A B} or {@code C += A B} for A of some rows. */
    public void run(int rows, float[] a, int aAt, int aRow, float[] packed, int packedAt, float[] c, int cAt, int cRow,
            boolean accumulate) {
        for (int panel = 0; panel < panels; panel++) {
            run(panel, rows, a, aAt, aRow, packed, packedAt, c, cAt, cRow, accumulate);
        }
    }

    /** Computes one panel's columns of the product. */
    public void run(int panel, int rows, float[] a, int aAt, int aRow, float[] packed, int packedAt, float[] c, int cAt,
            int cRow, boolean accumulate) {
        int start = start(panel);
        int columns = start(panel + 1) - start;
        int from = packedAt + start * k;
        if (byRows) {
            for (int i = 0; i < rows; i++) {
                rowKernel.run(n, k, a, aAt + i * aRow, 1, packed, from, n, c, cAt + i * cRow, accumulate);
            }
            return;
        }
        int strip = kernel.rows();
        for (int i = 0; i < rows; i += strip) {
            kernel.run(Math.min(strip, rows - i), columns, k, a, aAt + i * aRow, aRow, 1, packed, from, columns,
                    c, cAt + i * cRow + start, cRow, accumulate);
        }
    }
}
