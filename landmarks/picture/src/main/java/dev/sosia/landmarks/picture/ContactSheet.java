package dev.sosia.landmarks.picture;

import dev.sosia.engine.error.InputException;
import java.util.Arrays;
import java.util.List;

/// Many pictures on one: rows and columns of equal cells on white, a small label below each, and a
/// line of titles above the columns.
///
/// A cell is as large as the largest picture, but not larger than `largestCell`: larger pictures
/// are reduced to fit (Lanczos, shape kept), smaller ones are centred and never enlarged.
///
/// @param columns pictures in a row, at least 1
/// @param titles what stands above the columns, one for each; none, and there is no such line
/// @param largestCell the longest side that a picture is shown with, in pixels, at least 16
public record ContactSheet(int columns, List<String> titles, int largestCell) {
  private static final int PADDING = 8;
  private static final int LABEL_GAP = 3;
  private static final int PAPER = 255;
  private static final int INK = 40;

  /// A picture and what stands below it; an empty label stands for none.
  public record Cell(Picture picture, String label) {}

  /// @throws InputException if there is no column, or another number of titles than of columns, or
  ///   if cells would be too small
  public ContactSheet {
    titles = List.copyOf(titles);
    if (columns < 1) {
      throw new InputException("a contact sheet has at least one column, not " + columns);
    }
    if (!titles.isEmpty() && titles.size() != columns) {
      throw new InputException(
          "%d titles for the %d columns of a contact sheet".formatted(titles.size(), columns));
    }
    if (largestCell < 16) {
      throw new InputException("a contact sheet's cell has 16 pixels or more, not " + largestCell);
    }
  }

  /// The sheet as an RGB picture; the last row may be incomplete.
  ///
  /// @throws InputException if there are no cells, or too many for one picture
  public Picture compose(List<Cell> cells) {
    if (cells.isEmpty()) {
      throw new InputException("there is no picture to put on a contact sheet");
    }
    List<Cell> shown = cells.stream().map(this::reduced).toList();
    Layout layout = Layout.of(shown, this);
    byte[] rgb = new byte[Picture.bytes(layout.width, layout.height, 3)];
    Arrays.fill(rgb, (byte) PAPER);
    for (int i = 0; i < titles.size(); i++) {
      write(rgb, layout, layout.left(i), PADDING, titles.get(i));
    }
    for (int i = 0; i < shown.size(); i++) {
      Picture p = ColorMode.RGB.convert(shown.get(i).picture());
      int left = layout.left(i % columns);
      int top = layout.top(i / columns);
      int x = left + (layout.cellWidth - p.width()) / 2;
      int y = top + (layout.cellHeight - p.height()) / 2;
      for (int row = 0; row < p.height(); row++) {
        int to = ((y + row) * layout.width + x) * 3;
        System.arraycopy(p.data(), row * p.width() * 3, rgb, to, p.width() * 3);
      }
      write(rgb, layout, left, top + layout.cellHeight + LABEL_GAP, shown.get(i).label());
    }
    return Picture.of(layout.width, layout.height, 3, rgb);
  }

  private Cell reduced(Cell cell) {
    Picture p = cell.picture();
    int longest = Math.max(p.width(), p.height());
    if (longest <= largestCell) {
      return cell;
    }
    int width = Math.max(1, Math.round((float) p.width() * largestCell / longest));
    int height = Math.max(1, Math.round((float) p.height() * largestCell / longest));
    return new Cell(Resize.resize(p, width, height, Resampling.LANCZOS), cell.label());
  }

  /// Writes as much of `text` as a cell is wide, centred; what is cut off shows as two dots.
  private static void write(byte[] rgb, Layout layout, int left, int top, String text) {
    int most = layout.cellWidth / BitmapFont.ADVANCE;
    String fits = text;
    if (text.codePointCount(0, text.length()) > most) {
      fits = text.substring(0, text.offsetByCodePoints(0, Math.max(most - 2, 0))) + "..";
    }
    // the last letter's own gap does not count
    int x = left + Math.max(0, layout.cellWidth - BitmapFont.width(fits) + 1) / 2;
    BitmapFont.draw(rgb, layout.width, x, top, fits, INK);
  }

  /// Where things are, in pixels.
  private record Layout(
      int width, int height, int cellWidth, int cellHeight, int rowHeight, int firstRow) {

    static Layout of(List<Cell> cells, ContactSheet sheet) {
      int cellWidth = cells.stream().mapToInt(c -> c.picture().width()).max().orElseThrow();
      int cellHeight = cells.stream().mapToInt(c -> c.picture().height()).max().orElseThrow();
      boolean labelled = cells.stream().anyMatch(c -> !c.label().isEmpty());
      int line = LABEL_GAP + BitmapFont.HEIGHT;
      int rowHeight = cellHeight + PADDING + (labelled ? line : 0);
      int firstRow = PADDING + (sheet.titles.isEmpty() ? 0 : line);
      int rows = (cells.size() + sheet.columns - 1) / sheet.columns;
      long width = PADDING + (long) sheet.columns * (cellWidth + PADDING);
      long height = firstRow + (long) rows * rowHeight;
      if (width * height > PictureReader.DEFAULT_MAX_PIXELS) {
        throw new InputException(
            "a contact sheet of %d pictures would have %d x %d pixels; put fewer on one"
                .formatted(cells.size(), width, height));
      }
      return new Layout((int) width, (int) height, cellWidth, cellHeight, rowHeight, firstRow);
    }

    int left(int column) {
      return PADDING + column * (cellWidth + PADDING);
    }

    int top(int row) {
      return firstRow + row * rowHeight;
    }
  }
}
