package dev.sosia.ciagan.training;

import dev.sosia.ciagan.data.FaceData;
import dev.sosia.ciagan.data.PictureId;
import dev.sosia.ciagan.data.PreparedFace;
import dev.sosia.engine.random.Philox;
import dev.sosia.landmarks.picture.Picture;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// People whose pictures are noise, each picture always the same; masks are the left half. Counts
/// how many are loaded.
///
/// @param different how many of one's pictures are different; the others repeat them
record DrawnPeople(int identities, int perIdentity, int different, AtomicInteger loaded)
    implements FaceData {
  private static final int SIDE = 40;

  DrawnPeople(int identities, int perIdentity) {
    this(identities, perIdentity, perIdentity);
  }

  DrawnPeople(int identities, int perIdentity, int different) {
    this(identities, perIdentity, different, new AtomicInteger());
  }

  @Override
  public String name() {
    return "drawn people";
  }

  @Override
  public List<PictureId> pictures(int identity) {
    return IntStream.range(0, perIdentity)
        .mapToObj(k -> new PictureId(identity, k % different))
        .toList();
  }

  @Override
  public PreparedFace load(PictureId id) {
    loaded.incrementAndGet();
    byte[] mask = new byte[SIDE * SIDE];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = (byte) (i % SIDE < SIDE / 2 ? 0 : 255);
    }
    return new PreparedFace(noise(id, 0), noise(id, 1), Picture.of(SIDE, SIDE, 1, mask));
  }

  @Override
  public String source(PictureId id) {
    return id.toString();
  }

  private static Picture noise(PictureId id, int kind) {
    Philox random = new Philox(1000L * id.identity() + id.number(), kind);
    byte[] data = new byte[SIDE * SIDE * 3];
    random.nextBytes(data);
    return Picture.of(SIDE, SIDE, 3, data);
  }
}
