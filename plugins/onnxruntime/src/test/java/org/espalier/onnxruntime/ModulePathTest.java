package org.espalier.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.plugin.Plugin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin on the module path, in a JVM of its own: ONNX Runtime's jar is an automatic module there. */
class ModulePathTest {
    @TempDir
    Path folder;

    @Test
    void thePluginIsAServiceAndRunsAFile() throws Exception {
        Path model = Files.write(folder.resolve("neg.onnx"), TinyModel.of("Neg", new int[] {1, 1}, "n"));

        assertThat(run(List.of(), model))
                .contains("module org.espalier.onnxruntime espalier.onnxruntime")
                .contains("{y=f32[2]{-3.0, -4.0}}");
    }

    @Test
    void aMissingNativeLibraryIsExplained() throws Exception {
        Path model = Files.write(folder.resolve("neg.onnx"), TinyModel.of("Neg", new int[] {1, 1}, "n"));
        // The library's own switch for builds that link it otherwise: nothing is loaded, as where there is none.
        List<String> without = List.of("-Donnxruntime.native.onnxruntime.skip=true", "-Donnxruntime.native.onnxruntime4j_jni.skip=true");

        assertThat(run(without, model))
                .contains("org.espalier.plugin.PluginException: ONNX Runtime's native library cannot be loaded on "
                        + System.getProperty("os.name"))
                .contains("java.io.tmpdir");
    }

    @Test
    void bothListsOfServicesNameThePlugin() throws IOException, URISyntaxException {
        Path lines = Path.of(OnnxRuntimePlugin.class.getResource("/META-INF/services/" + Plugin.class.getName()).toURI());

        assertThat(Files.readAllLines(lines)).containsExactly(OnnxRuntimePlugin.class.getName());
        assertThat(ModuleFinder.of(place(OnnxRuntimePlugin.class)).findAll().iterator().next().descriptor().provides())
                .singleElement()
                .satisfies(p -> assertThat(p.providers()).containsExactly(OnnxRuntimePlugin.class.getName()));
    }

    private String run(List<String> options, Path model) throws Exception {
        String modulePath = Stream.of(Plugin.class, OnnxRuntimePlugin.class, ai.onnxruntime.OrtSession.class)
                .map(c -> place(c).toString())
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("--module-path", modulePath, "--add-modules", "org.espalier.onnxruntime",
                Path.of(getClass().getResource("/ModulePathMain.java").toURI()).toString(), model.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private static Path place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
