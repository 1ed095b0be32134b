package dev.sosia.landmarks.toyfaces;

import dev.sosia.landmarks.figure.MeshContour;
import dev.sosia.landmarks.toyfaces.person.ActionUnits;
import dev.sosia.landmarks.toyfaces.person.Expression;
import dev.sosia.landmarks.toyfaces.person.Identity;
import dev.sosia.landmarks.toyfaces.person.Scene;
import dev.sosia.landmarks.toyfaces.render.FacePoints;
import dev.sosia.landmarks.toyfaces.render.Renderer;
import java.util.EnumMap;
import java.util.Map;

/// A photo before it is drawn.
///
/// @param units what the expression looks like this time
record Shot(
    Identity person, Expression expression, double intensity, ActionUnits units, Scene scene) {

  Renderer renderer(int width, int height) {
    return new Renderer(person, units, scene, width, height);
  }

  ToyFace take(int width, int height) {
    Renderer renderer = renderer(width, height);
    FacePoints points = renderer.points();
    Map<MeshContour, double[]> contours = new EnumMap<>(MeshContour.class);
    for (MeshContour contour : MeshContour.values()) {
      contours.put(contour, points.contour(contour));
    }
    return new ToyFace(
        person,
        expression,
        intensity,
        units,
        scene,
        renderer.picture(),
        points.landmarks(),
        Map.copyOf(contours));
  }
}
