package dev.sosia.study.chart;

import java.util.Locale;

/// What a colour is for. Pages have their own values for each, for light and for dark.
public enum Ink {
  TEXT(0x1A1A1A),
  MUTED(0x666666),
  GRID(0xD8D8D8),
  HEAT(0x56B4E9),

  // Okabe and Ito's colours, which the colour-blind tell apart
  BLUE(0x0072B2),
  ORANGE(0xD55E00),
  GREEN(0x009E73),
  PINK(0xCC79A7),
  YELLOW(0xE69F00);

  private final int onWhite;

  Ink(int onWhite) {
    this.onWhite = onWhite;
  }

  /// The colour on white paper, `0xRRGGBB`.
  public int onWhite() {
    return onWhite;
  }

  /// What style sheets call it: `blue`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
