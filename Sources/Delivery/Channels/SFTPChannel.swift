import Settings

/// A folder of an SFTP server, whose key is the one that was written down: a package appears there by one rename.
struct SFTPChannel: Channel {
  static let name = "sftp"
  static let keys = Location.sftpKeys
  static let takesLetters = false

  private let settings: SettingsMapping
  private let context: ChannelContext
  private let location: Location

  init(_ settings: SettingsMapping, _ context: ChannelContext) throws(SettingsError) {
    (self.settings, self.context) = (settings, context)
    location = try .sftp(settings, secretPath: nil)
  }

  var place: String { location.text }
  var way: String { location.text }

  func check() throws { _ = try Location.sftp(settings, secretPath: context.secretPath) }

  func deliver(_ parcel: Parcel) throws -> Receipt { try location.put(parcel.shipment) }
}
