/** The conformance kit that every op and plugin is held to. */
module org.espalier.testkit {
    requires transitive org.espalier.api;
    requires transitive org.espalier.core;
    requires transitive org.junit.jupiter.api;
    // How many bytes a thread has allocated.
    requires jdk.management;

    exports org.espalier.testkit;

    uses org.espalier.testkit.OpSpecs;

    provides org.espalier.testkit.OpSpecs with org.espalier.testkit.ops.CoreOpSpecs;
}
