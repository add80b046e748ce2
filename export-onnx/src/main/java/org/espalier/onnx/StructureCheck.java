package org.espalier.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.graph.Node;
import org.espalier.tensor.TensorType;

/**
 * Checks nodes before they are written: every value is defined once and before it is read, and every node is what
 * ONNX's operators allow in this opset, down to its attributes and dtypes. It finds mistakes of mappings.
 */
final class StructureCheck {
    private final int opset;
    private final Map<String, TensorType> types;
    /** The dtypes of values, by their text, as far as they are known; values between nodes are worked out. */
    private final Map<String, String> dtypes = new HashMap<>();
    private final Set<String> defined = new HashSet<>();
    private final Set<String> nodeNames = new HashSet<>();
    private final List<ExportProblem> problems = new ArrayList<>();
    private Node origin;

    private StructureCheck(int opset, Map<String, TensorType> types) {
        this.opset = opset;
        this.types = types;
    }

    /**
     * All that is wrong.
     *
     * @param given the names of declared inputs and initializers with their types
     * @param types the types of values that an edge of the graph stands behind
     */
    static List<ExportProblem> check(int opset, Map<String, TensorType> given, List<Draft.DraftNode> nodes,
            List<String> outputs, Map<String, TensorType> types) {
        StructureCheck check = new StructureCheck(opset, types);
        given.forEach((name, type) -> {
            check.defined.add(name);
            check.dtypes.put(name, type.dtype().toString());
        });
        nodes.forEach(check::node);
        check.origin = null;
        outputs.stream().filter(o -> !check.defined.contains(o)).forEach(o ->
                check.problem("the output '" + o + "' is written by no node"));
        return check.problems;
    }

    private void problem(String reason) {
        problems.add(origin == null ? ExportProblem.general(reason) : ExportProblem.at(origin, reason));
    }

    private void node(Draft.DraftNode draft) {
        origin = draft.origin();
        NodeProto node = draft.proto();
        if (!nodeNames.add(node.getName())) {
            problem("its mapping writes a second node named '" + node.getName() + "'");
        }
        for (String in : node.getInputList()) {
            if (!in.isEmpty() && !defined.contains(in)) {
                problem("the " + node.getOpType() + " that its mapping writes reads '" + in + "', which is not written before it");
            }
        }
        for (String out : node.getOutputList()) {
            if (!out.isEmpty() && !defined.add(out)) {
                problem("its mapping writes '" + out + "' a second time");
            }
            TensorType known = types.get(out);
            if (known != null) {
                dtypes.put(out, known.dtype().toString());
            }
        }
        Optional<Operator> operator = OperatorTable.get().find(node.getOpType(), opset);
        if (operator.isEmpty()) {
            problem("its mapping writes a " + node.getOpType() + ", which opset " + opset + " does not have; "
                    + OperatorTable.get().history(node.getOpType()));
        } else {
            Map<String, String> variables = new HashMap<>();
            values(operator.get(), "input", operator.get().inputs(), node.getInputList(), variables);
            values(operator.get(), "output", operator.get().outputs(), node.getOutputList(), variables);
            attributes(operator.get(), node);
        }
    }

    private void values(Operator op, String kind, List<Operator.Parameter> formal, List<String> actual,
            Map<String, String> variables) {
        int least = Operator.least(formal);
        if (actual.size() < least) {
            problem(of(op) + " needs " + least + " " + kind + "s, but its mapping writes " + actual.size());
        }
        for (int i = 0; i < actual.size(); i++) {
            Operator.Parameter p = Operator.at(formal, i);
            if (p == null) {
                problem(of(op) + " has " + formal.size() + " " + kind + "s, but its mapping writes " + actual.size());
                return;
            }
            if (actual.get(i).isEmpty()) {
                if (p.count() == Operator.Count.ONE) {
                    problem(of(op) + " cannot do without its " + kind + " " + p.name());
                }
            } else {
                dtype(op, kind, p, actual.get(i), variables);
            }
        }
    }

    /** Checks a value's dtype against the operator, or learns it from there. */
    private void dtype(Operator op, String kind, Operator.Parameter p, String value, Map<String, String> variables) {
        Set<String> allowed = op.types().get(p.type());
        boolean variable = allowed != null;
        String bound = variable ? variables.get(p.type()) : p.type();
        if (bound == null && allowed.size() == 1) {
            bound = allowed.iterator().next();
        }
        String dtype = dtypes.get(value);
        if (dtype == null) {
            if (bound != null && !bound.equals("any")) {
                dtypes.put(value, bound);
            }
        } else if (variable && !allowed.contains(dtype)) {
            problem(of(op) + " does not take " + dtype + " as its " + kind + " " + p.name() + ", only " + allowed
                    + "; use another dtype or a newer opset");
        } else if (bound != null && !bound.equals("any") && !bound.equals(dtype)) {
            problem(of(op) + " needs " + bound + " as its " + kind + " " + p.name() + ", but '" + value + "' is " + dtype);
        } else if (variable) {
            variables.put(p.type(), dtype);
        }
    }

    private void attributes(Operator op, NodeProto node) {
        Set<String> missing = new HashSet<>(op.required());
        for (AttributeProto a : node.getAttributeList()) {
            String kind = op.attributes().get(a.getName());
            missing.remove(a.getName());
            if (kind == null) {
                problem(of(op) + " has no attribute '" + a.getName() + "', only " + op.attributes().keySet());
            } else if (!kind.equals(a.getType().name())) {
                problem(of(op) + " needs " + kind + " as its attribute '" + a.getName() + "', but its mapping writes "
                        + a.getType());
            }
        }
        missing.stream().sorted().forEach(m -> problem(of(op) + " needs the attribute '" + m + "'"));
    }

    private String of(Operator op) {
        return "ONNX " + op.name() + " of opset " + opset;
    }
}
