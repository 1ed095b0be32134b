package dev.sosia.dan.recognize;

import dev.sosia.landmarks.picture.ContactSheet;
import dev.sosia.landmarks.picture.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Explanations as a picture: a row for each face, first the face, then where each head looked,
/// then Grad-CAM and Grad-CAM++ for the class that was said. Red is most, blue is least, each map
/// by itself.
public final class AttentionSheet {
  private AttentionSheet() {}

  /// The sheet of these faces, which one network read.
  ///
  /// @param faces at least one
  /// @param labels what stands below each face, beside what the network says
  /// @param cell the longest side a face is shown with, in pixels
  public static Picture of(List<Explanation> faces, List<String> labels, int cell) {
    List<String> titles = new ArrayList<>(List.of("face"));
    int heads = faces.getFirst().heads().size();
    for (int h = 0; h < heads; h++) {
      titles.add("head " + h);
    }
    titles.addAll(List.of("Grad-CAM", "Grad-CAM++"));
    List<ContactSheet.Cell> cells = new ArrayList<>();
    for (int i = 0; i < faces.size(); i++) {
      Explanation e = faces.get(i);
      String said = String.format(Locale.ROOT, "%s %.2f", e.reading().name(), e.reading().share());
      String label = labels.get(i);
      cells.add(new ContactSheet.Cell(e.face(), label.isEmpty() ? said : said + " " + label));
      e.heads().forEach(m -> cells.add(new ContactSheet.Cell(m.over(e.face()), "")));
      cells.add(new ContactSheet.Cell(e.gradCam().over(e.face()), ""));
      cells.add(new ContactSheet.Cell(e.gradCamPlusPlus().over(e.face()), ""));
    }
    return new ContactSheet(titles.size(), titles, cell).compose(cells);
  }
}
