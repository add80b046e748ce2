package org.espalier.standard.callback;

import java.io.Console;
import java.io.PrintStream;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.training.Callback;

/**
 * Shows how a run goes: one line an epoch with all figures and, in a terminal, a bar that moves within the epoch.
 *
 * @param style by default a bar in a terminal and plain lines elsewhere, as in the log of a build server
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Progress(Style style) implements Callback {
    /** How it looks. */
    public enum Style {
        /** A bar in a terminal, otherwise lines. */
        AUTO,
        /** A bar within the epoch, and lines. */
        BAR,
        /** A line an epoch. */
        LINES
    }

    /** On the standard output. */
    public static final Progress DEFAULT = new Progress(Style.AUTO);

    public Progress {
        Check.present("Progress", "style", style);
    }

    /** In a style. */
    public static Progress of(Style style) {
        return new Progress(style);
    }

    /** Elsewhere than on the standard output, as plain lines unless a bar is asked for; not part of a saved run. */
    public Callback to(PrintStream out) {
        return run -> new ProgressPrinter(out, run, style == Style.BAR);
    }

    @Override
    public Listener start(Run run) {
        return new ProgressPrinter(System.out, run, style == Style.BAR || (style == Style.AUTO && isTerminal()));
    }

    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null || System.getenv("CI") != null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            // Since 22 there is a console without a terminal, too, and a method that tells.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderThan22) {
            return true;
        }
    }
}
