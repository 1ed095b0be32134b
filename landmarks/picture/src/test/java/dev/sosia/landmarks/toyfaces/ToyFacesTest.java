package dev.sosia.landmarks.toyfaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sosia.engine.error.InputException;
import dev.sosia.landmarks.toyfaces.person.Expression;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToyFacesTest {
  @Test
  void theShortestDescriptionIsTheUsualSet() {
    ToyFaces usual = new ToyFaces(40, 60, 1, 178, 218, 0, List.of(Expression.values()));
    assertThat(ToyFaces.parse("toyfaces")).isEqualTo(usual);
    assertThat(ToyFaces.parse("toyfaces:")).isEqualTo(usual);
  }

  @Test
  void everyKeyIsRead() {
    assertThat(
            ToyFaces.parse(
                "toyfaces:expressions=happy+Neutral,size=64x80,start-id=7,seed=-3,per-id=2,ids=5"))
        .isEqualTo(
            new ToyFaces(5, 2, -3, 64, 80, 7, List.of(Expression.HAPPY, Expression.NEUTRAL)));
  }

  @Test
  void aDescriptionSaysItself() {
    ToyFaces faces = ToyFaces.parse("toyfaces:ids=3,seed=9,expressions=fear+sad");
    assertThat(ToyFaces.parse(faces.toString())).isEqualTo(faces);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "toyfaces:id=4 | there is no 'id', only ids, per-id, seed, size, start-id, expressions; did"
            + " you mean 'ids'?",
        "toyfaces:perid=4 | did you mean 'per-id'?",
        "toyfaces:ids=0 | ids is 1 to 1000000, not 0",
        "toyfaces:ids=many | ids is a whole number, not 'many'",
        "toyfaces:ids= | 'ids' needs a value",
        "toyfaces:ids | 'ids' needs a value",
        "toyfaces:ids=1,ids=2 | 'ids' is said twice",
        "toyfaces:size=178 | size is WIDTHxHEIGHT",
        "toyfaces:size=8x8 | size is 32 to 2048, not 8",
        "toyfaces:ids=1, | there is no ''",
        "toyfaces:expressions=hapy | there is no expression 'hapy'",
        "toyfaces:expressions=sad+sad | 'sad' is said twice",
        "folder | does not describe drawn people",
      })
  void aSlipIsNamed(String text, String message) {
    assertThatThrownBy(() -> ToyFaces.parse(text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void expressionsAreBalancedForEveryPerson() {
    ToyFaces faces = ToyFaces.parse("toyfaces:ids=9,per-id=30");
    for (int id = 0; id < faces.ids(); id++) {
      Map<Expression, Integer> count = new HashMap<>();
      for (int i = 0; i < faces.perId(); i++) {
        count.merge(faces.expression(id, i), 1, Integer::sum);
      }
      assertThat(count).hasSize(7);
      assertThat(count.values()).allMatch(n -> n == 4 || n == 5);
    }
  }

  @Test
  void aLaterStartGivesTheSamePeopleFurtherOn() {
    ToyFaces all = ToyFaces.parse("toyfaces:ids=9,expressions=happy");
    ToyFaces later = ToyFaces.parse("toyfaces:ids=3,start-id=6,expressions=happy");
    assertThat(later.person(0)).isEqualTo(all.person(6));
    assertThat(later.face(2, 1).picture()).isEqualTo(all.face(8, 1).picture());
    assertThat(later.person(0)).isNotEqualTo(all.person(0));
  }

  @Test
  void nobodyBeyondTheEnd() {
    ToyFaces faces = ToyFaces.parse("toyfaces:ids=2,per-id=3");
    assertThatThrownBy(() -> faces.face(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> faces.face(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
