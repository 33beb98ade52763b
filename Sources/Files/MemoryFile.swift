import CMemoryFile
import Glibc

/// A file in memory that has no name: what another program writes into it lies on no disk.
///
/// No more than ``limit`` bytes go into it; a program that writes more is refused, and nobody's memory is filled.
public struct MemoryFile: ~Copyable {
  /// The most a program may write, in bytes.
  public static let limit = 4 << 20
  /// The system's number for the open file; it stays this value's.
  public let number: CInt

  /// An empty one.
  public init() throws(FileError) {
    number = memfd_create("tutanak", Self.closeOnExec | Self.allowSealing)
    guard number >= 0 else { throw FileError(.open, Self.path) }
    // A sealed size keeps writers from making it larger.
    guard ftruncate(number, off_t(Self.limit)) == 0, fcntl(number, Self.addSeals, Self.sealGrowth) == 0 else {
      let failure = FileError(.write, Self.path)
      close(number)
      throw failure
    }
  }

  deinit { if number >= 0 { close(number) } }

  /// The first bytes that were written, at most so many.
  public func beginning(upTo count: Int = limit) throws(FileError) -> [UInt8] {
    var code: CInt = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: min(count, Self.limit)) { buffer, filled in
      let length = pread(number, buffer.baseAddress, buffer.count, 0)
      if length < 0 { code = errno }
      filled = max(0, length)
    }
    guard code == 0 else { throw FileError(.read, Self.path, code: code) }
    // Behind what was written there are zeros.
    return Array(bytes.prefix { $0 != 0 })
  }

  private static let path = "memfd:tutanak"
  private static let closeOnExec: CUnsignedInt = 1
  private static let allowSealing: CUnsignedInt = 2
  private static let addSeals: CInt = 1033
  private static let sealGrowth: CInt = 4
}
