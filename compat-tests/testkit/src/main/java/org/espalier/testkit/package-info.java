/**
 * The conformance kit: what every op and every backend is held to, the built-in ones like a stranger's.
 *
 * <p>An author brings an {@link org.espalier.testkit.OpSpec} for each op through {@link org.espalier.testkit.OpSpecs}, and
 * extends {@link org.espalier.testkit.OpConformance} in a few lines. The suite then puts every registered op to every check:
 *
 * <ul>
 * <li><b>types</b>: inference on named dims, bound afterwards, is inference on numbers; misuses are refused by name;
 * <li><b>kernel</b>: writes every element of the inferred types and no other, and may write over an input where it says so;
 * <li><b>values</b>: a formula, or results worked out elsewhere;
 * <li><b>special</b>: signed zeros, infinities, NaN, subnormal and huge numbers;
 * <li><b>vjp</b> and <b>vjp of vjp</b>: against directional differences in f64;
 * <li><b>decomposition</b>, <b>block</b> and each backend by its id: the same as the reference backend's kernel;
 * <li>each backend's <b>threads</b>, and its fallback: the same bits;
 * <li><b>residuals</b>: what is kept for the gradient alone can be left out;
 * <li><b>onnx</b>: the exported op in a runtime, for each opset that the suite exports for.
 * <li><b>import</b>: what is read back from the exported op.
 * </ul>
 *
 * An op without a spec fails the suite, and so does a spec without an op. The table of ops and checks is written under
 * {@code target/}, and can be held to a checked-in one. A backend's author extends {@link org.espalier.testkit.BackendConformance} too, for whole graphs.
 */
package org.espalier.testkit;
