package org.espalier.reference.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bytedeco.onnx.FormalParameterVector;
import org.bytedeco.onnx.OpSchema;
import org.bytedeco.onnx.OpSchemaRegistry;
import org.bytedeco.onnx.OpSchemaVector;
import org.bytedeco.onnx.StringAttributeMap;
import org.bytedeco.onnx.StringVector;
import org.espalier.tensor.DType;

/** Renders the schemas of the official ONNX library in the form of the exporter's operator table. */
final class OfficialOperators {
    private static final List<String> ATTRIBUTE_KINDS = List.of("UNDEFINED", "FLOAT", "INT", "STRING", "TENSOR", "GRAPH",
            "FLOATS", "INTS", "STRINGS", "TENSORS", "GRAPHS", "SPARSE_TENSOR", "SPARSE_TENSORS", "TYPE_PROTO", "TYPE_PROTOS");
    private static final List<String> ONNX_TYPES = List.of("float", "double", "int32", "int64", "bool", "uint8");

    private OfficialOperators() {}

    /** One line for each version of each operator of the default domain up to an opset, sorted. */
    static List<String> lines(int newestOpset) {
        SortedMap<String, SortedMap<Integer, String>> lines = new TreeMap<>();
        OpSchemaVector all = OpSchemaRegistry.get_all_schemas_with_history();
        for (long i = 0; i < all.size(); i++) {
            OpSchema s = all.get(i);
            // JavaCPP gives null for the empty string, which is the name of the default domain.
            if (s.domain() == null && s.SinceVersion() <= newestOpset) {
                lines.computeIfAbsent(s.Name().getString(), n -> new TreeMap<>()).put(s.SinceVersion(), line(s));
            }
        }
        return lines.values().stream().flatMap(m -> m.values().stream()).toList();
    }

    private static String line(OpSchema s) {
        String head = s.Name().getString() + "\t" + s.SinceVersion() + "\t";
        return s.Deprecated()
                ? head + "deprecated"
                : head + parameters(s.inputs()) + "\t" + parameters(s.outputs()) + "\t" + attributes(s) + "\t" + types(s);
    }

    private static String parameters(FormalParameterVector parameters) {
        StringJoiner text = new StringJoiner(" ");
        for (long i = 0; i < parameters.size(); i++) {
            OpSchema.FormalParameter p = parameters.get(i);
            String count = p.GetOption() == OpSchema.Optional ? "?"
                    : p.GetOption() != OpSchema.Variadic ? ""
                    : p.GetMinArity() == 0 ? "*" : "+";
            String type = p.GetTypeStr().getString();
            text.add(p.GetName().getString() + count + ":" + (type.contains("(") ? dtype(type)
                    : p.GetIsHomogeneous() ? type : "any"));
        }
        return text.toString();
    }

    private static String attributes(OpSchema s) {
        TreeSet<String> sorted = new TreeSet<>();
        StringAttributeMap map = s.attributes();
        StringAttributeMap.Iterator at = map.begin();
        for (long i = 0; i < map.size(); i++, at.increment()) {
            sorted.add(at.first().getString() + (at.second().required() ? "!" : "") + ":"
                    + ATTRIBUTE_KINDS.get(at.second().type()));
        }
        return String.join(" ", sorted);
    }

    private static String types(OpSchema s) {
        StringJoiner text = new StringJoiner(" ");
        for (long i = 0; i < s.typeConstraintParams().size(); i++) {
            OpSchema.TypeConstraintParam p = s.typeConstraintParams().get(i);
            StringVector allowed = p.allowed_type_strs();
            List<String> known = new ArrayList<>();
            for (long k = 0; k < allowed.size(); k++) {
                String dtype = dtype(allowed.get(k).getString());
                if (!dtype.equals("other")) {
                    known.add(dtype);
                }
            }
            known.sort(null);
            text.add(p.type_param_str().getString() + "=" + String.join(",", known));
        }
        return text.toString();
    }

    /** The dtype that Espalier calls by another name, or "other" for what it has none for. */
    private static String dtype(String onnxType) {
        int known = onnxType.startsWith("tensor(") ? ONNX_TYPES.indexOf(onnxType.substring(7, onnxType.length() - 1)) : -1;
        return known < 0 ? "other" : DType.values()[known].toString();
    }
}
