import Evidence
import Files
import Messages
import Settings

/// The block `seal` of the configuration: with which key is sealed what is issued.
struct SealSettings: Sendable {
  /// A key that an administrator has given; nil for the one that the archive makes itself.
  var key: SealKey?
  /// Who is asked for time stamps; nil where nobody is.
  var timeStamp: TimeStampSettings?

  /// No block: the archive's own key.
  init() {}

  /// Reads the block.
  init(_ node: SettingsNode) throws {
    let settings = try node.mapping(["key", "certificate", "time_stamp"])
    if let node = settings["time_stamp"] { timeStamp = try TimeStampSettings(node) }
    switch (settings["key"], settings["certificate"]) {
    case (let key?, let certificate?): self.key = try Self.key(key, certificate)
    case (nil, nil): break
    default:
      throw node.error(
        Message(
          tr: "“key” ve “certificate” birlikte gerekir; ikisi de yoksa arşiv kendi anahtarını kullanır.",
          en: "“key” and “certificate” are needed together; without both the archive uses a key of its own."))
    }
  }

  private static func key(_ key: SettingsNode, _ certificate: SettingsNode) throws -> SealKey {
    let file = try certificate.string()
    let bytes: [UInt8]
    do throws(FileError) { bytes = try InputFile.bytes(file) } catch { throw certificate.error(error.message) }
    let secret = try Secrets.bytes(key)
    do throws(SealError) {
      return try SealKey(keyFile: secret, certificateFile: bytes)
    } catch {
      throw (error == .noCertificate ? certificate : key).error(error.message)
    }
  }
}
