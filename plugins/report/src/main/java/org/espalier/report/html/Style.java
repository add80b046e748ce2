package org.espalier.report.html;

/** How a report looks, in light and dark; the colours of curves are told apart with any kind of sight (Okabe, Ito; 2008). */
final class Style {
    private Style() {}

    static final String CSS = """
            :root { color-scheme: light dark; --line: #8886; --bar: #0072b2; --box: #8882; }
            body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 1320px; padding: 0 1rem; }
            h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
            dl { display: flex; flex-wrap: wrap; gap: .6rem 1.8rem; } dl div { max-width: 40rem; }
            dt { font-size: .78rem; opacity: .7; } dd { margin: 0; font-variant-numeric: tabular-nums; }
            .charts { display: flex; flex-wrap: wrap; gap: 1rem; }
            figure { margin: 0; } figcaption { font-weight: 600; font-size: .85rem; }
            .wide { overflow-x: auto; max-height: 46rem; overflow-y: auto; }
            svg { max-width: 100%; height: auto; } .wide svg { max-width: none; }
            svg text { fill: currentColor; font-size: 11px; } svg .axis { font-size: 12px; }
            svg .tick, svg .type { opacity: .75; } svg .name { font-weight: 600; }
            svg .worth { fill: #009e73; } svg .slope { fill: #d55e00; }
            .grid { stroke: var(--line); stroke-width: .5; fill: none; } .line { fill: none; stroke-width: 1.6; }
            .bar, .cell { fill: var(--bar); } .value.strong { fill: #fff; }
            .box { fill: var(--box); stroke: var(--line); } .box.input { stroke: var(--bar); }
            .edge { fill: none; stroke: currentColor; stroke-opacity: .5; }
            .legend { margin: .2rem 0; max-width: 620px; font-size: .8rem; }
            .legend i { display: inline-block; width: 1em; height: .25em; vertical-align: middle; margin: 0 .3em 0 .6em; }
            path.c0 { stroke: #0072b2; } circle.c0 { fill: #0072b2; } i.c0 { background: #0072b2; }
            path.c1 { stroke: #d55e00; } circle.c1 { fill: #d55e00; } i.c1 { background: #d55e00; }
            path.c2 { stroke: #009e73; } circle.c2 { fill: #009e73; } i.c2 { background: #009e73; }
            path.c3 { stroke: #cc79a7; } circle.c3 { fill: #cc79a7; } i.c3 { background: #cc79a7; }
            path.c4 { stroke: #e69f00; } circle.c4 { fill: #e69f00; } i.c4 { background: #e69f00; }
            path.c5 { stroke: #56b4e9; } circle.c5 { fill: #56b4e9; } i.c5 { background: #56b4e9; }
            path.c6 { stroke: #b8ac00; } circle.c6 { fill: #b8ac00; } i.c6 { background: #b8ac00; }
            path.c7 { stroke: #777777; } circle.c7 { fill: #777777; } i.c7 { background: #777777; }
            table { border-collapse: collapse; font-size: .82rem; font-variant-numeric: tabular-nums; }
            th, td { text-align: right; padding: .15rem .6rem; border-bottom: 1px solid var(--line); }
            summary { cursor: pointer; font-weight: 600; margin: .6rem 0; }
            """;
}
