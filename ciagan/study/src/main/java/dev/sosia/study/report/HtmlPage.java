package dev.sosia.study.report;

import dev.sosia.study.chart.SvgCanvas;

/// The frame of pages that this project writes: all in one file, no network, readable on a
/// telephone, light and dark as the reader's machine is.
public final class HtmlPage {
  private static final String STYLE =
      """
      :root { color-scheme: light dark;
        --paper: #ffffff; --text: #1a1a1a; --muted: #595959; --grid: #d8d8d8; --heat: #56b4e9;
        --blue: #0072b2; --orange: #b94e00; --green: #00795a; --pink: #b0588c; --yellow: #a86f00;
        --raised: #f4f4f4; --warn: #fff1d6; }
      @media (prefers-color-scheme: dark) { :root {
        --paper: #16181b; --text: #ececec; --muted: #a6a6a6; --grid: #3a3f45; --heat: #0072b2;
        --blue: #56b4e9; --orange: #ff9a4d; --green: #3fc79c; --pink: #e3a5cc; --yellow: #f0c14b;
        --raised: #202327; --warn: #3d3010; } }
      * { box-sizing: border-box; }
      body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 62em;
        padding: 1.5em 1em 4em; background: var(--paper); color: var(--text);
        overflow-wrap: anywhere; }
      table, summary { overflow-wrap: normal; }
      h1, h2, h3 { line-height: 1.25; }
      h2 { margin-top: 2.5em; border-top: 1px solid var(--grid); padding-top: 1em; }
      a { color: var(--blue); }
      code { overflow-wrap: anywhere; font-size: 0.9em; }
      figure { margin: 1.5em 0; }
      figcaption, .origin { color: var(--muted); font-size: 0.875em; }
      .wide { overflow-x: auto; }
      .chart { max-width: 40em; }
      img { max-width: 100%; height: auto; background: #ffffff; }
      svg { width: 100%; height: auto; display: block; font-family: system-ui, sans-serif; }
      table { border-collapse: collapse; font-size: 0.875em; font-variant-numeric: tabular-nums; }
      th, td { padding: 0.3em 0.7em; border-bottom: 1px solid var(--grid); vertical-align: top; }
      th { text-align: left; font-weight: 600; }
      td.n, th.n { text-align: right; white-space: nowrap; }
      td small { display: block; color: var(--muted); }
      .void td, .void svg { opacity: 0.55; }
      .warn { background: var(--warn); padding: 0.6em 0.9em; border-radius: 4px; }
      details { background: var(--raised); padding: 0.5em 0.9em; border-radius: 4px; margin: 1em 0; }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2em 1em; font-size: 0.875em; }
      dd { margin: 0; overflow-wrap: anywhere; }
      @media (max-width: 36em) { dl { display: block; } dt { color: var(--muted); } }
      .stroke-text { stroke: var(--text); } .fill-text { fill: var(--text); }
      .stroke-muted { stroke: var(--muted); } .fill-muted { fill: var(--muted); }
      .stroke-grid { stroke: var(--grid); } .fill-grid { fill: var(--grid); }
      .stroke-heat { stroke: var(--heat); } .fill-heat { fill: var(--heat); }
      .stroke-blue { stroke: var(--blue); } .fill-blue { fill: var(--blue); }
      .stroke-orange { stroke: var(--orange); } .fill-orange { fill: var(--orange); }
      .stroke-green { stroke: var(--green); } .fill-green { fill: var(--green); }
      .stroke-pink { stroke: var(--pink); } .fill-pink { fill: var(--pink); }
      .stroke-yellow { stroke: var(--yellow); } .fill-yellow { fill: var(--yellow); }
      """;

  private HtmlPage() {}

  /// A whole page.
  ///
  /// @param title plain text
  /// @param body HTML
  public static String of(String title, String body) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title>
    <style>
    %s</style>
    </head>
    <body>
    <h1>%s</h1>
    %s</body>
    </html>
    """
        .formatted(escaped(title), STYLE, escaped(title), body);
  }

  /// Plain text as it stands in a page.
  public static String escaped(String text) {
    return SvgCanvas.escaped(text);
  }
}
