package dev.sosia.landmarks.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.picture.ContactSheet.Cell;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContactSheetTest {
  private static final Picture RED = Pictures.rgb(2, 1, 200, 0, 0, 200, 0, 0);

  private static Picture sheet(List<Cell> cells, int columns) {
    return new ContactSheet(columns, List.of(), 128).compose(cells);
  }

  private static long inked(Picture p, int top, int bottom) {
    return IntStream.range(top, bottom)
        .mapToLong(y -> IntStream.range(0, p.width()).filter(x -> p.at(x, y, 0) < 100).count())
        .sum();
  }

  @Test
  void picturesStandInRowsFromTheLeft() {
    Picture dark = Picture.filled(20, 30, 1, 10);
    Picture light = Picture.filled(20, 30, 3, 90);
    Picture s = sheet(List.of(new Cell(dark, ""), new Cell(light, ""), new Cell(light, "")), 2);
    assertThat(s.width()).isEqualTo(8 + 2 * 28);
    assertThat(s.height()).isEqualTo(8 + 2 * 38);
    assertThat(Crop.crop(s, new Box(8, 8, 28, 38))).isEqualTo(ColorMode.RGB.convert(dark));
    assertThat(Crop.crop(s, new Box(36, 8, 56, 38))).isEqualTo(light);
    assertThat(Crop.crop(s, new Box(8, 46, 28, 76))).isEqualTo(light);
    assertThat(Crop.crop(s, new Box(36, 46, 56, 76))).isEqualTo(Picture.filled(20, 30, 3, 255));
  }

  @Test
  void smallPicturesAreCentredAndLargeOnesReduced() {
    Picture large = Picture.filled(200, 100, 3, 50);
    Picture s =
        new ContactSheet(1, List.of(), 40).compose(List.of(new Cell(large, ""), new Cell(RED, "")));
    assertThat(s.width()).isEqualTo(8 + 48);
    assertThat(Crop.crop(s, new Box(8, 8, 48, 28))).isEqualTo(Picture.filled(40, 20, 3, 50));
    assertThat(Crop.crop(s, new Box(27, 45, 29, 46))).isEqualTo(RED);
    // a hair's breadth keeps one pixel
    Picture thin = Picture.filled(5000, 1, 1, 0);
    assertThat(sheet(List.of(new Cell(thin, "")), 1).height()).isEqualTo(8 + 1 + 8);
  }

  @Test
  void labelsAreBelowAndTitlesAbove() {
    Picture white = Picture.filled(60, 20, 3, 255);
    Picture s = new ContactSheet(1, List.of("-"), 60).compose(List.of(new Cell(white, "||")));
    // five dots of a dash; two bars of seven dots
    assertThat(inked(s, 0, 20)).isEqualTo(5);
    assertThat(inked(s, 8 + 12 + 20, s.height())).isEqualTo(14);
    assertThat(inked(s, 20, 8 + 12 + 20)).isZero();
  }

  @Test
  void longLabelsAreCutOffWithinTheirCell() {
    Picture white = Picture.filled(30, 20, 3, 255);
    Picture s = sheet(List.of(new Cell(white, "|".repeat(50)), new Cell(white, "")), 2);
    // five letters fit: three bars and two dots of four
    assertThat(inked(s, 28, s.height())).isEqualTo(3 * 7 + 2 * 4);
    assertThat(inked(Crop.crop(s, new Box(38, 0, s.width(), s.height())), 0, s.height())).isZero();
    // letters beyond 16 bits are one letter, and are framed
    assertThat(inked(sheet(List.of(new Cell(white, "𝄞")), 1), 28, 40)).isEqualTo(20);
  }

  @Test
  void everyPrintableLetterIsThere() {
    Picture white = Picture.filled(30, 16, 3, 255);
    Picture frame = sheet(List.of(new Cell(white, "\u00e4")), 1);
    for (char letter = '!'; letter <= '~'; letter++) {
      Picture drawn = sheet(List.of(new Cell(white, String.valueOf(letter))), 1);
      assertThat(inked(drawn, 0, drawn.height())).as("letter %s", letter).isPositive();
      assertThat(drawn).as("letter %s", letter).isNotEqualTo(frame);
    }
  }

  @Test
  void whatCannotBeComposedIsRefused() {
    assertThatThrownBy(() -> new ContactSheet(0, List.of(), 64)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> new ContactSheet(2, List.of("a"), 64))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("1 titles for the 2 columns");
    assertThatThrownBy(() -> new ContactSheet(2, List.of(), 3)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> sheet(List.of(), 1)).isInstanceOf(InputException.class);
    List<Cell> many = Collections.nCopies(100_000, new Cell(Picture.filled(128, 128, 1, 0), ""));
    assertThatThrownBy(() -> sheet(many, 10))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("put fewer");
  }
}
