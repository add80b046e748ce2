package org.espalier.cpu;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import org.espalier.cpu.kernel.Arithmetics;

/**
 * Says once what the backend runs on, and warns where it is slow for want of a flag: nothing else would tell that the
 * same program could be many times as fast.
 */
final class StartMessage {
    private static final AtomicBoolean SAID = new AtomicBoolean();

    private StartMessage() {}

    static void log(String description) {
        if (SAID.compareAndSet(false, true)) {
            System.Logger log = System.getLogger("org.espalier.cpu");
            log.log(Level.INFO, description);
            if (Arithmetics.vector().isEmpty()) {
                log.log(Level.WARNING, warning());
            }
        }
    }

    static String warning() {
        return """
                The backend 'cpu' runs on plain loops, several times slower than it could: the module %1$s is not \
                resolved. Add this flag, the results stay the same to the bit:
                  java      --add-modules %1$s
                  Maven     <argLine>--add-modules %1$s</argLine> in maven-surefire-plugin; in .mvn/jvm.config for exec:java
                  Gradle    applicationDefaultJvmArgs = listOf("--add-modules", "%1$s")
                  notebook  JAVA_TOOL_OPTIONS="--add-modules=%1$s" in the environment of the kernel"""
                .formatted(Arithmetics.VECTOR_MODULE);
    }
}
