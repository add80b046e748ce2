package org.espalier.nn;

import java.util.regex.Pattern;
import org.espalier.plugin.API;

/**
 * A pattern over paths of scopes, parameters and states: {@code *} stands for any characters but a slash, {@code **}
 * for any at all; {@code encoder/**} matches all below {@code encoder}.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class PathPattern {
    private final Pattern pattern;

    private PathPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** A pattern from its text. */
    public static PathPattern of(String text) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (text.charAt(i) == '*') {
                regex.append("[^/]*");
            } else {
                regex.append(Pattern.quote(text.substring(i, i + 1)));
            }
        }
        return new PathPattern(Pattern.compile(regex.toString()));
    }

    /** Whether the whole path matches. */
    public boolean matches(String path) {
        return pattern.matcher(path).matches();
    }
}
