package org.espalier.cpu.recurrent;

/** The arrays of a {@link Frame} in which operands lie. */
enum Place {
    WORK {
        @Override
        float[] of(Frame f) {
            return f.work;
        }
    },
    GATES {
        @Override
        float[] of(Frame f) {
            return f.gates;
        }
    },
    Y {
        @Override
        float[] of(Frame f) {
            return f.y;
        }
    },
    COTANGENT_OF_Y {
        @Override
        float[] of(Frame f) {
            return f.dy;
        }
    };

    abstract float[] of(Frame f);
}
