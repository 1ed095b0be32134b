package dev.sosia.engine.tensor;

import dev.sosia.engine.backend.Buffer;

/// A buffer shared by views, given back to its device when nobody needs it any more.
final class Storage {
  private final Device device;
  private final Buffer buffer;
  private int users;
  private int version;

  Storage(Device device, Buffer buffer) {
    this.device = device;
    this.buffer = buffer;
  }

  Device device() {
    return device;
  }

  Buffer buffer() {
    return buffer;
  }

  void retain() {
    users++;
  }

  void release() {
    if (--users == 0) {
      device.free(buffer);
    }
  }

  /// Whether exactly one handle or node uses it.
  boolean isUnshared() {
    return users == 1;
  }

  /// Counts writes in place, so that a backward pass can tell that what it saved is no longer
  /// there.
  int version() {
    return version;
  }

  void written() {
    version++;
  }
}
