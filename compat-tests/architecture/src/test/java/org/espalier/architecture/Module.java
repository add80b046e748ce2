package org.espalier.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A published module: where it is, what it may use, and how many classes it has at least.
 *
 * <p>This is the table of the architecture. The least counts keep the tests from passing on nothing: raise one when a
 * module has grown.
 *
 * @param folder the module's folder, relative to the repository
 * @param artifact the artifact id
 * @param name the name of the Java module
 * @param root the package that all packages of the module begin with
 * @param uses the artifact ids of the modules of Espalier that it may use
 * @param foreign the beginnings of the packages that it may use beside the JDK's and Espalier's
 * @param leastClasses the least number of classes, package-info left out
 */
record Module(
        String folder,
        String artifact,
        String name,
        String root,
        Set<String> uses,
        Set<String> foreign,
        int leastClasses) {

    private static final String API = "espalier-api";
    private static final String CORE = "espalier-core";
    private static final String STANDARD = "espalier-standard";
    private static final String DATA = "espalier-data";
    private static final String REPORT = "espalier-report";
    private static final String EXPORT = "espalier-export-onnx";

    static final List<Module> PUBLISHED = List.of(
            new Module("api", API, "org.espalier.api", "org.espalier", Set.of(), Set.of(), 90),
            new Module("core", CORE, "org.espalier.core", "org.espalier.core",
                    Set.of(API), Set.of("com.fasterxml.jackson.core"), 330),
            new Module("plugins/standard", STANDARD, "org.espalier.standard", "org.espalier.standard",
                    Set.of(API), Set.of(), 120),
            new Module("plugins/data", DATA, "org.espalier.data", "org.espalier.data",
                    Set.of(API), Set.of("de.siegmar.fastcsv", "javax.imageio"), 60),
            new Module("plugins/cpu", "espalier-cpu", "org.espalier.cpu", "org.espalier.cpu",
                    Set.of(API), Set.of("jdk.incubator.vector", "org.objectweb.asm"), 110),
            new Module("plugins/onnxruntime", "espalier-onnxruntime", "org.espalier.onnxruntime",
                    "org.espalier.onnxruntime", Set.of(API), Set.of("ai.onnxruntime"), 3),
            new Module("plugins/report", REPORT, "org.espalier.report", "org.espalier.report",
                    Set.of(API), Set.of("com.fasterxml.jackson.core", "org.knowm.xchart"), 50),
            new Module("export-onnx", EXPORT, "org.espalier.onnx", "org.espalier.onnx",
                    Set.of(API, CORE), Set.of("ai.onnx.proto", "com.google.protobuf"), 45),
            new Module("dsl-kotlin", "espalier-dsl-kotlin", "org.espalier.dsl", "org.espalier.dsl",
                    Set.of(API, CORE, STANDARD, EXPORT, DATA, REPORT), Set.of("kotlin", "org.jetbrains.annotations"), 45),
            new Module("compat-tests/testkit", "espalier-testkit", "org.espalier.testkit", "org.espalier.testkit",
                    Set.of(API, CORE), Set.of("org.junit.jupiter", "org.opentest4j", "org.apiguardian", "com.sun.management"), 95));

    private static final Map<Module, JavaClasses> IMPORTED = new ConcurrentHashMap<>();

    /** Returns the repository's folder. */
    static Path repository() {
        Path here = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        while (!Files.isDirectory(here.resolve("compat-tests/architecture"))) {
            here = here.getParent();
            if (here == null) {
                throw new IllegalStateException("not inside the repository: " + Path.of("").toAbsolutePath());
            }
        }
        return here;
    }

    /** Returns the published module with an artifact id. */
    static Module of(String artifact) {
        return PUBLISHED.stream().filter(m -> m.artifact.equals(artifact)).findFirst().orElseThrow();
    }

    /** Returns where the compiled classes are. */
    Path output() {
        return repository().resolve(folder).resolve("target/classes");
    }

    /** Returns the classes of the module, as ArchUnit sees them. */
    JavaClasses classes() {
        return IMPORTED.computeIfAbsent(this, m -> new ClassFileImporter().importPath(m.output()));
    }

    /** Returns the names of the packages that the module has classes in. */
    Set<String> packages() {
        return ownClasses().stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    }

    /** Returns the classes of the module, package-info left out. */
    Collection<JavaClass> ownClasses() {
        return classes().stream().filter(c -> !c.getSimpleName().equals("package-info")).toList();
    }

    /** Returns the compiled module declaration. */
    ModuleDescriptor descriptor() {
        try (InputStream in = Files.newInputStream(output().resolve("module-info.class"))) {
            return ModuleDescriptor.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("no module-info in " + artifact, e);
        }
    }

    /** Returns the names of the packages that the module exports to everybody. */
    Set<String> exports() {
        return descriptor().exports().stream()
                .filter(e -> !e.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
    }

    @Override
    public String toString() {
        return artifact;
    }
}
