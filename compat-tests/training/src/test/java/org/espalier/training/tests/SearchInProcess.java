package org.espalier.training.tests;

import java.nio.file.Path;
import org.espalier.core.engine.Engine;

/** Runs the search of {@link Searches} in a JVM of its own, which may be killed. Argument: the folder. */
public final class SearchInProcess {
    private SearchInProcess() {}

    /** Runs it. */
    public static void main(String[] args) {
        try (Engine engine = Engine.create(Fixtures.REGISTRY, Engine.FAST, 2)) {
            Searches.halving().withParallelTrials(2).run(engine, Path.of(args[0]), Searches.PARTS.get(0), Searches::experiment);
        }
    }
}
