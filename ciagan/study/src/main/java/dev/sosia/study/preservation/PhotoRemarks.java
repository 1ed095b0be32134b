package dev.sosia.study.preservation;

import dev.sosia.dan.label.Emotion;
import dev.sosia.study.judge.ExpressionJudge;
import dev.sosia.study.photo.LabelledPhotos;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What photos and a judge cannot tell together.
public final class PhotoRemarks {
  private PhotoRemarks() {}

  /// What is missing, a sentence each.
  public static List<String> of(LabelledPhotos photos, ExpressionJudge judge) {
    List<String> remarks = new ArrayList<>(photos.remarks());
    if (photos.people() == 1) {
      remarks.add("all photos are of one person: there are no intervals by people");
    }
    Map<Emotion, Integer> shown = new EnumMap<>(Emotion.class);
    for (int i = 0; i < photos.size(); i++) {
      Emotion truth = photos.truth(i);
      if (truth != null) {
        shown.merge(truth, 1, Integer::sum);
      }
    }
    shown.forEach(
        (emotion, count) -> {
          if (judge.indexOf(emotion) < 0) {
            remarks.add(
                "%d photos show %s, for which the judge has no class"
                    .formatted(count, emotion.name().toLowerCase(Locale.ROOT)));
          }
        });
    if (!shown.isEmpty()) {
      for (Emotion emotion : Emotion.values()) {
        int index = judge.indexOf(emotion);
        if (index >= 0 && !shown.containsKey(emotion)) {
          remarks.add("no photo shows %s by its label".formatted(judge.classes().get(index)));
        }
      }
    }
    return remarks;
  }
}
