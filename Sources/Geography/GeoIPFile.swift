import CMaxMindDB
package import Messages
package import Model

/// A GeoIP file in MaxMind's format (MMDB): which country and place an address is in.
///
/// The file is the user's own; without one nothing is guessed. Looking up changes nothing in it, so it can be shared.
package final class GeoIPFile: Sendable {
  /// A file that cannot be used.
  package struct Failure: ExplainedError {
    /// The path.
    package let path: String
    /// libmaxminddb's own words.
    package let reason: String

    package var message: Message {
      Message(
        tr: "GeoIP dosyası \(path) kullanılamıyor: \(reason). MMDB biçiminde bir dosya verin.",
        en: "The GeoIP file \(path) cannot be used: \(reason). Give a file in MMDB format.")
    }
  }

  /// What the file says of an address.
  package struct Entry: Sendable, Equatable {
    /// The ISO 3166 code of the country.
    package let country: String?
    /// The coordinates and how far off they may be.
    package let place: Place?
    /// Whether the network belongs to a hosting provider.
    package let isHosting: Bool
  }

  /// libmaxminddb's handle: written when the file is opened and never again, so every thread may read it.
  private nonisolated(unsafe) let handle: UnsafeMutablePointer<MMDB_s>

  /// Opens a file.
  package init(path: String) throws(Failure) {
    let pointer = UnsafeMutablePointer<MMDB_s>.allocate(capacity: 1)
    let status = MMDB_open(path, UInt32(MMDB_MODE_MMAP), pointer)
    guard status == MMDB_SUCCESS else {
      pointer.deallocate()
      throw Failure(path: path, reason: String(cString: MMDB_strerror(status)))
    }
    handle = pointer
  }

  deinit {
    MMDB_close(handle)
    handle.deallocate()
  }

  /// What the file says of an address; nil when it does not know it.
  package func entry(for address: NetworkAddress) -> Entry? {
    if case .host = address { return nil }
    var addressError: Int32 = 0
    var error: Int32 = 0
    // A zone such as %eth0 names an interface of one machine, and no place.
    let plain = address.description.prefix { $0 != "%" }
    var found = MMDB_lookup_string(handle, String(plain), &addressError, &error)
    guard addressError == 0, error == MMDB_SUCCESS, found.found_entry else { return nil }
    let country = text("country", "iso_code", &found.entry) ?? text("registered_country", "iso_code", &found.entry)
    let latitude = number("location", "latitude", &found.entry)
    let longitude = number("location", "longitude", &found.entry)
    var place: Place?
    if let latitude, let longitude {
      let radius = number("location", "accuracy_radius", &found.entry) ?? 0
      place = Place(latitude: latitude, longitude: longitude, accuracyKilometres: radius)
    }
    return Entry(country: country, place: place, isHosting: flag("traits", "is_hosting_provider", &found.entry))
  }

  private func text(_ first: String, _ second: String, _ entry: inout MMDB_entry_s) -> String? {
    guard let data = value(first, second, &entry), data.type == UInt32(MMDB_DATA_TYPE_UTF8_STRING),
      let bytes = data.utf8_string
    else { return nil }
    let buffer = UnsafeRawBufferPointer(start: bytes, count: Int(data.data_size))
    return String(decoding: buffer, as: UTF8.self)
  }

  private func number(_ first: String, _ second: String, _ entry: inout MMDB_entry_s) -> Double? {
    guard let data = value(first, second, &entry) else { return nil }
    return switch Int32(data.type) {
    case MMDB_DATA_TYPE_DOUBLE: data.double_value
    case MMDB_DATA_TYPE_FLOAT: Double(data.float_value)
    case MMDB_DATA_TYPE_UINT16: Double(data.uint16)
    case MMDB_DATA_TYPE_UINT32: Double(data.uint32)
    default: nil
    }
  }

  private func flag(_ first: String, _ second: String, _ entry: inout MMDB_entry_s) -> Bool {
    value(first, second, &entry).map { Int32($0.type) == MMDB_DATA_TYPE_BOOLEAN && $0.boolean } ?? false
  }

  private func value(
    _ first: String, _ second: String, _ entry: inout MMDB_entry_s
  ) -> MMDB_entry_data_s? {
    var data = MMDB_entry_data_s()
    guard tutanak_mmdb_value2(&entry, &data, first, second) == MMDB_SUCCESS, data.has_data else { return nil }
    return data
  }
}
