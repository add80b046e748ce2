package org.espalier.cpu.pool;

/**
 * Work that was cut into parts which may run in any order and at the same time.
 *
 * <p>An implementation keeps its arguments in fields that it sets before {@link WorkerPool#run}, so
 * that handing it over allocates nothing.
 */
public interface ParallelTask {

  /**
   * Does one part.
   *
   * @param part the part, at least 0 and less than the number of parts
   * @param slot the place of the running thread, at least 0 and less than {@link
   *     WorkerPool#threads()}; two parts that run at the same time have different slots, so scratch
   *     memory may be cut by slot
   */
  void run(int part, int slot);
}
