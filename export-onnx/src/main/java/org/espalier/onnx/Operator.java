package org.espalier.onnx;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One version of an ONNX operator.
 *
 * @param name the operator's name
 * @param since the opset from which on this version holds
 * @param inputs the formal inputs, in order
 * @param outputs the formal outputs, in order
 * @param attributes the kind of each attribute by name
 * @param required the attributes that must be there
 * @param types the dtypes that each type variable may stand for, by their text; only those that Espalier has
 */
record Operator(String name, int since, List<Parameter> inputs, List<Parameter> outputs, Map<String, String> attributes,
        Set<String> required, Map<String, Set<String>> types) {

    /** How often a formal parameter occurs. */
    enum Count { ONE, OPTIONAL, SOME, ANY }

    /** A formal input or output. Its type is a type variable, a dtype, or nothing that Espalier can check. */
    record Parameter(String name, Count count, String type) {
        boolean repeats() {
            return count == Count.SOME || count == Count.ANY;
        }
    }

    /** The formal parameter that stands at a position, or null past the last. */
    static Parameter at(List<Parameter> formal, int position) {
        if (position < formal.size()) {
            return formal.get(position);
        }
        Parameter last = formal.isEmpty() ? null : formal.get(formal.size() - 1);
        return last != null && last.repeats() ? last : null;
    }

    /** How many of the formal parameters must be there. */
    static int least(List<Parameter> formal) {
        int least = 0;
        for (int i = 0; i < formal.size(); i++) {
            Count c = formal.get(i).count();
            least = c == Count.ONE || c == Count.SOME ? i + 1 : least;
        }
        return least;
    }
}
