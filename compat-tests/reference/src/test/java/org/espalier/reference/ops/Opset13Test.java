package org.espalier.reference.ops;

/** Axes have become inputs. */
class Opset13Test extends OpsetConformance {
    Opset13Test() {
        super(13, 46);
    }
}
