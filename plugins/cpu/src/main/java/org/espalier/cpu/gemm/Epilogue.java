package org.espalier.cpu.gemm;

/**
 * What is done to finished elements of a product while they are still in the cache: adding a bias or
 * a residual, an activation.
 */
public interface Epilogue {

  /**
   * Changes a run of finished elements in place: a piece of one row, or several whole rows where they lie one behind the
   * other. Every element of the product is given exactly once; different runs may be given by different threads at the
   * same time.
   *
   * @param slot the place of the thread in the pool
   * @param c the array of the product
   * @param at where the run begins in {@code c}
   * @param row the run's first row in the product
   * @param column the run's first column in the product
   * @param length the run's length
   */
  void apply(int slot, float[] c, int at, int row, int column, int length);
}
