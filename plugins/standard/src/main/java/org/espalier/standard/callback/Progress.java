package org.espalier.standard.callback;

import java.io.Console;
import java.io.PrintStream;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.training.Callback;

/**
 * Shows how a run goes: one line an epoch with all figures and, in a terminal or a notebook, a bar that moves within the
 * epoch. Elsewhere, as in the log of a build server, there are plain lines without control characters, and one a minute
 * within a long epoch, so that nobody takes the run for dead.
 *
 * @param style by default a bar in a terminal or notebook and plain lines elsewhere
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
        return run -> new ProgressPrinter(out, run, style == Style.BAR, Integer.MAX_VALUE);
    }

    @Override
    public Listener start(Run run) {
        boolean bar = style == Style.BAR || (style == Style.AUTO && (isTerminal() || isNotebook()));
        return new ProgressPrinter(System.out, run, bar, columns());
    }

    /** Jupyter tells its kernels, of whatever language, who started them; its output goes back at a carriage return. */
    private static boolean isNotebook() {
        return System.getenv("JPY_PARENT_PID") != null && System.getenv("CI") == null;
    }

    /** A line that is wrapped cannot be drawn over; 80 where the terminal does not say how wide it is. */
    private static int columns() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("[1-9][0-9]{1,4}") ? Integer.parseInt(columns) : 80;
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
