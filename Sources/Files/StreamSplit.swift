import Glibc

/// Gives what comes out of one stream to several others.
public enum StreamSplit {
  private static let portion = 1 << 18

  /// Copies everything, shows each portion to `observe`, and returns how many bytes it was.
  ///
  /// The descriptors are the caller's and stay open. It ends early, with the system's error, when one of the others takes
  /// no more: then nobody is to believe what the rest of them got.
  public static func run(
    from source: CInt, to sinks: [CInt], observe: ([UInt8]) -> Void
  ) throws(FileError) -> Int {
    var total = 0
    while true {
      let bytes = try read(source)
      if bytes.isEmpty { return total }
      observe(bytes)
      total += bytes.count
      for sink in sinks { try write(bytes, to: sink) }
    }
  }

  private static func read(_ source: CInt) throws(FileError) -> [UInt8] {
    var code: CInt = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: portion) { buffer, filled in
      var count = -1
      repeat { count = Glibc.read(source, buffer.baseAddress, buffer.count) } while count < 0 && errno == EINTR
      if count < 0 { code = errno }
      filled = max(0, count)
    }
    guard code == 0 else { throw FileError(.read, "pipe", code: code) }
    return bytes
  }

  private static func write(_ bytes: [UInt8], to sink: CInt) throws(FileError) {
    var (done, code): (Int, CInt) = (0, 0)
    bytes.withUnsafeBytes { buffer in
      while done < buffer.count {
        let count = Glibc.write(sink, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        if count < 0, errno != EINTR {
          code = errno
          return
        }
        done += max(0, count)
      }
    }
    guard code == 0 else { throw FileError(.write, "pipe", code: code) }
  }
}
