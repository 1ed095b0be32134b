package dev.sosia.landmarks.toyfaces.person;

import java.util.List;

/// Draws a person's features so that they go together.
final class IdentityDraw {
  private static final Rgb[] SKIN = {
    Rgb.srgb(246, 216, 198),
    Rgb.srgb(235, 192, 164),
    Rgb.srgb(214, 162, 126),
    Rgb.srgb(176, 120, 84),
    Rgb.srgb(124, 80, 54),
    Rgb.srgb(80, 50, 36)
  };

  private static final Rgb[] HAIR = {
    Rgb.srgb(26, 20, 18), // black
    Rgb.srgb(58, 38, 26), // dark brown
    Rgb.srgb(104, 68, 42), // brown
    Rgb.srgb(150, 104, 60), // light brown
    Rgb.srgb(206, 166, 104), // blond
    Rgb.srgb(158, 74, 34) // red
  };

  private static final Rgb GREY = Rgb.srgb(188, 186, 184);

  private static final Rgb[] EYE = {
    Rgb.srgb(62, 38, 22), // dark brown
    Rgb.srgb(110, 70, 34), // brown
    Rgb.srgb(122, 116, 62), // hazel
    Rgb.srgb(92, 132, 96), // green
    Rgb.srgb(86, 128, 170), // blue
    Rgb.srgb(130, 144, 152) // grey
  };

  private final Draws d;

  /// 0 (feminine) to 1 (masculine): most people lie near an end.
  private final double masculine;

  private final double tone;
  private final double age;
  private final Rgb hairColor;

  IdentityDraw(Draws draws) {
    this.d = draws;
    this.masculine = d.chance(0.5) ? d.between(0.65, 1) : d.between(0, 0.35);
    this.tone = d.between(0, 1);
    this.age = d.chance(0.6) ? d.between(0, 0.35) : d.between(0.35, 1);
    this.hairColor = hairColor();
  }

  Identity person() {
    Identity.Skin skin = skin();
    Identity.Eyes eyes = eyes();
    Hair hair = hair();
    return new Identity(
        head(),
        skin,
        eyes,
        brows(),
        nose(),
        lips(skin.color()),
        hair,
        beard(),
        glasses(eyes),
        age,
        d.number());
  }

  private Rgb hairColor() {
    double light = Math.max(0, 1 - 1.9 * tone);
    int shade =
        d.pick(1.2 * tone + 0.25, 0.4 + 0.5 * tone, 0.7 * light, 0.8 * light, light, 0.45 * light);
    Rgb color = HAIR[shade].times(d.between(0.75, 1.3));
    double grey = Math.max(0, age - d.between(0.35, 0.9)) * 2.6;
    return color.mix(GREY, Math.min(0.92, grey));
  }

  private Identity.HeadShape head() {
    return new Identity.HeadShape(
        d.about(0.95 + 0.05 * masculine, 0.065),
        d.about(1.66 + 0.12 * masculine, 0.08),
        Math.clamp(d.about(0.2 + 0.45 * masculine, 0.32), 0, 1),
        d.about(0.5 + 0.3 * masculine, 0.3),
        d.about(0.55 - 0.1 * masculine, 0.4),
        d.about(0.15 + 0.7 * masculine, 0.3),
        d.about(1.55, 0.06),
        d.about(0.1 - 0.25 * age, 0.5));
  }

  private Identity.Skin skin() {
    double at = tone * (SKIN.length - 1);
    int i = Math.min((int) at, SKIN.length - 2);
    Rgb color = SKIN[i].mix(SKIN[i + 1], at - i);
    double warmth = d.between(-0.045, 0.045);
    color = new Rgb(color.r() * (1 + warmth), color.g(), color.b() * (1 - 1.6 * warmth));
    return new Identity.Skin(
        color,
        tone,
        d.between(0.1, 1) * (1 - 0.6 * tone),
        d.chance(0.25) ? d.between(0.3, 1) * Math.max(0, 1 - 2 * tone) : 0);
  }

  private Identity.Eyes eyes() {
    double light = Math.max(0, 1 - 2 * tone);
    int shade = d.pick(0.4 + 1.6 * tone, 0.8, 0.45 * light, 0.45 * light, 0.9 * light, 0.4 * light);
    return new Identity.Eyes(
        EYE[shade].times(d.between(0.7, 1.25)),
        d.about(0.445, 0.03),
        d.about(0.212 - 0.01 * masculine, 0.018),
        d.about(0.098 - 0.012 * masculine - 0.012 * age, 0.016),
        d.about(0.06, 0.09),
        d.chance(0.2) ? 0 : d.between(0.035, 0.075),
        Math.clamp(d.about(0.75 - 0.5 * masculine, 0.25), 0.1, 1));
  }

  private Identity.Brows brows() {
    double thickness = d.about(0.034 + 0.018 * masculine, 0.012);
    return new Identity.Brows(
        hairColor.times(0.75).mix(HAIR[1], 0.25),
        d.about(0.245 - 0.03 * masculine, 0.035),
        d.about(0.165 - 0.02 * masculine, 0.03),
        d.about(0.715, 0.035),
        d.about(0.10 - 0.045 * masculine, 0.04),
        d.about(0.02, 0.035),
        Math.max(0.018, thickness),
        d.between(0.65, 1));
  }

  private Identity.Nose nose() {
    return new Identity.Nose(
        d.about(0.67, 0.055),
        d.about(0.225 + 0.025 * masculine + 0.05 * tone, 0.03),
        d.about(0.105 + 0.02 * masculine, 0.022),
        d.about(0.37 + 0.03 * masculine - 0.06 * tone, 0.07),
        d.about(0.02, 0.05),
        d.about(0.5, 0.35));
  }

  private Identity.Lips lips(Rgb skin) {
    double lipstick = masculine < 0.5 && d.chance(0.5) ? d.between(0.35, 0.9) : 0;
    Rgb natural = skin.times(new Rgb(0.78, 0.40, 0.42));
    Rgb painted = Rgb.hsv(d.between(0.94, 1.02), d.between(0.6, 0.85), d.between(0.5, 0.8));
    double full = d.about(0.5 + 0.35 * tone - 0.25 * age - 0.15 * masculine, 0.35);
    return new Identity.Lips(
        natural.mix(painted, lipstick),
        d.about(-0.97, 0.035),
        d.about(0.355 + 0.02 * masculine, 0.035),
        Math.max(0.035, 0.058 + 0.05 * full + d.about(0, 0.012)),
        Math.max(0.055, 0.095 + 0.06 * full + d.about(0, 0.015)),
        d.between(0.2, 1),
        d.about(0.035, 0.014));
  }

  private Hair hair() {
    List<Hair.Style> styles = List.of(Hair.Style.values());
    Hair.Style style =
        masculine > 0.5
            ? d.pick(styles, 0.6 + age, 1.4, 1.5, 1.2, 0.15 + 0.9 * tone, 0.1, 0.35, 0.15)
            : d.pick(styles, 0.03, 0.35, 0.4, 0.15, 0.2 + tone, 1.3, 2.2, 1.1);
    boolean recedes =
        masculine > 0.5 && d.chance(0.2 + 0.5 * age) && style != Hair.Style.TIED && !style.hangs();
    double fringe =
        style == Hair.Style.SHAVED || style == Hair.Style.TIED || style == Hair.Style.AFRO
            ? 0
            : d.chance(0.4) && !recedes ? d.between(0.4, 1) : d.between(0, 0.12);
    return new Hair(
        style,
        hairColor,
        d.about(1.0, 0.07) + (recedes ? 0.12 : 0),
        recedes ? d.between(0.5, 1) : d.between(0, 0.3),
        fringe,
        d.between(0.7, 1.3),
        d.chance(0.3)
            ? d.between(-0.15, 0.15)
            : d.chance(0.5) ? d.between(0.3, 0.55) : -d.between(0.3, 0.55),
        style == Hair.Style.BOB ? d.between(-1.75, -1.25) : d.between(-3.2, -2.1),
        Math.clamp(d.between(0, 0.7) + 0.5 * tone * d.between(0, 1), 0, 1));
  }

  private Beard beard() {
    Beard.Style style =
        masculine < 0.5
            ? Beard.Style.NONE
            : d.pick(List.of(Beard.Style.values()), 1.2, 1, 0.35, 0.45, 0.9);
    return new Beard(style, hairColor.times(0.85), d.between(0.55, 1));
  }

  private Glasses glasses(Identity.Eyes eyes) {
    Rgb color =
        d.chance(0.6)
            ? Rgb.srgb(28, 26, 28)
            : Rgb.hsv(d.between(0, 1), d.between(0.3, 0.8), d.between(0.2, 0.6));
    return new Glasses(
        d.chance(0.2 + 0.15 * age),
        color,
        eyes.spacing() * d.between(0.74, 0.82),
        d.between(0.2, 0.3),
        d.between(0, 1),
        d.between(0.028, 0.055));
  }
}
