package org.espalier.reference.ops;

/** The newest opset that we write. */
class Opset21Test extends OpsetConformance {
    Opset21Test() {
        super(21, 46);
    }
}
