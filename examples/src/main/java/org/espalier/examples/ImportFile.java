package org.espalier.examples;

import java.nio.file.Path;
import java.util.Map;
import org.espalier.core.engine.Engine;
import org.espalier.core.model.Model;
import org.espalier.onnx.ImportedModel;
import org.espalier.onnx.OnnxExport;
import org.espalier.onnx.OnnxImport;
import org.espalier.tensor.Tensor;

/** Exports an untrained network and reads the file again. Argument: a folder to write into. */
public final class ImportFile {
    private ImportFile() {}

    /** Writes, reads and runs. */
    public static void main(String[] args) {
        Path file = Path.of(args.length > 0 ? args[0] : ".").resolve("imported.onnx");
        try (Engine engine = Engine.create()) {
            Model model = Quickstart.network().init(engine, 1);
            OnnxExport.of(model).write(file);
            Tensor images = Tensor.of(new float[2 * 64], 2, 64);
            ImportedModel imported = OnnxImport.of(engine.registry()).read(file);
            System.out.println(imported.inputs());                     // names and types; open lengths are named dims
            System.out.println(imported.graph());                      // the ops that the file was read as
            Map<String, Tensor> outputs = imported.run(engine, Map.of("input", images));
            System.out.println("same as the model: " + outputs.equals(model.predict(Map.of("input", images))));
        }
    }
}
