package org.espalier.reference.samediff;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;

/** Comparisons and truth values. */
final class SameDiffLogic {
    private SameDiffLogic() {}

    static Translations table() {
        return new Translations()
                .binary("Equal", SDVariable::eq)
                .binary("Greater", SDVariable::gt)
                .binary("Less", SDVariable::lt)
                .one("And", c -> c.sd().math().and(truth(c, 0), truth(c, 1)))
                .one("Or", c -> c.sd().math().or(truth(c, 0), truth(c, 1)))
                .composed("Not", "equal to 0", c -> c.number(c.x()).eq(0))
                .composed("Where", "the condition's number times the one plus its complement times the other; its own op has no gradient",
                        c -> {
                            SDVariable condition = c.number(c.in(0));
                            return condition.mul(c.in(1)).add(condition.rsub(1).mul(c.in(2)));
                        });
    }

    /** Truth values in the shape of the output: broadcast by SameDiff itself, they come out as what lay in memory. */
    private static SDVariable truth(Call c, int input) {
        return c.sd().castTo(c.broadcast(c.number(c.in(input)), c.outputShape()), DataType.BOOL);
    }
}
