package dev.sosia.ciagan.data;

import dev.sosia.engine.error.InputException;
import java.util.List;

/// The first people of a data set, and no others.
///
/// @param identities how many of them, from 1
public record FirstIdentities(FaceData data, int identities) implements FaceData {
  /// Checks the number.
  ///
  /// @throws InputException if there are fewer
  public FirstIdentities {
    if (identities < 1 || identities > data.identities()) {
      throw new InputException(
          "%s has %d identities; %d cannot be taken from it"
              .formatted(data.name(), data.identities(), identities));
    }
  }

  @Override
  public String name() {
    return data.name();
  }

  @Override
  public List<PictureId> pictures(int identity) {
    return data.pictures(identity);
  }

  @Override
  public PreparedFace load(PictureId id) {
    return data.load(id);
  }

  @Override
  public String source(PictureId id) {
    return data.source(id);
  }
}
