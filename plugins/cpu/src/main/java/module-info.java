/** The fast backend: Vector API where the JVM offers it, plain loops where not. */
module org.espalier.cpu {
    requires transitive org.espalier.api;
    requires org.objectweb.asm;
    requires static jdk.incubator.vector;

    exports org.espalier.cpu;

    provides org.espalier.plugin.Plugin with org.espalier.cpu.CpuPlugin;
}
