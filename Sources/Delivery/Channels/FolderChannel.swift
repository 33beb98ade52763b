import Settings

/// A folder of this machine, such as a share that is mounted: a package appears there by one rename.
struct FolderChannel: Channel {
  static let name = "folder"
  static let keys = ["folder"]
  static let takesLetters = false

  private let location: Location

  init(_ settings: SettingsMapping, _ context: ChannelContext) throws(SettingsError) {
    location = try .folder(settings.required("folder"), apartFrom: context.archive)
  }

  var place: String { location.text }
  var way: String { location.text }
  var localFolder: String? { location.text }

  func check() {}

  func deliver(_ parcel: Parcel) throws -> Receipt { try location.put(parcel.shipment) }
}
