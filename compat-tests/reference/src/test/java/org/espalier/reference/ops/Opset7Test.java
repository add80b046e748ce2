package org.espalier.reference.ops;

/** The oldest opset that we write. */
class Opset7Test extends OpsetConformance {
    Opset7Test() {
        super(7, 39);
    }
}
