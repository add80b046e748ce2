package org.espalier.examples;

import java.nio.file.Path;
import org.espalier.core.engine.Engine;
import org.espalier.core.model.Model;
import org.espalier.onnx.OnnxExport;

/** Exports an untrained network, step by step. Argument: a folder to write into. */
public final class ExportOptions {
    private ExportOptions() {}

    /** Validates, writes and verifies. */
    public static void main(String[] args) {
        Path folder = Path.of(args.length > 0 ? args[0] : ".");
        try (Engine engine = Engine.create()) {
            Model model = Quickstart.network().init(engine, 1);
            OnnxExport export = OnnxExport.of(model);          // opset 17, IR version 8
            export.validate().forEach(System.out::println);    // what cannot be exported, each with its layer's path
            Path file = folder.resolve("digits.onnx");
            System.out.println(export.write(file));            // the report
            System.out.println(export.verify(file));           // needs the jar org.espalier:espalier-onnxruntime
        }
    }
}
