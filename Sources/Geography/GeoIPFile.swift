import CMaxMindDB
import Glibc
package import Messages
package import Model

/// A GeoIP file in MaxMind's format (MMDB): which country and place an address is in.
///
/// The file is the user's own; without one nothing is guessed. Looking up changes nothing in it, so it can be shared.
package final class GeoIPFile: Sendable {
  /// A file that cannot be used.
  package struct Failure: ExplainedError {
    fileprivate enum Cause {
      /// The system's own words.
      case notOpened(String)
      case noDatabase, damaged
    }

    private let path: String
    private let cause: Cause

    fileprivate init(_ path: String, _ cause: Cause) {
      self.path = path
      self.cause = cause
    }

    package var failureKind: FailureKind { .misconfigured }
    package var message: Message {
      let anew = Message(
        tr: "Dosyayı sağlayıcısından yeniden alın (.mmdb).", en: "Get it again from its provider (.mmdb).")
      return switch cause {
      case .notOpened(let reason):
        Message(
          tr: "GeoIP dosyası \(path) açılamıyor: \(reason). rules.geoip değerini ve dosyanın yetkilerini denetleyin.",
          en: "The GeoIP file \(path) cannot be opened: \(reason). Check rules.geoip and the file's permissions.")
      case .noDatabase:
        Message(
          tr: "GeoIP dosyası \(path) okunamıyor: MMDB biçiminde değil ya da yarım kalmış.",
          en: "The GeoIP file \(path) cannot be read: it is not in MMDB format, or incomplete.") + anew
      case .damaged:
        Message(
          tr: "GeoIP dosyası \(path) okunamıyor: içeriği bozuk.",
          en: "The GeoIP file \(path) cannot be read: its content is damaged.") + anew
      }
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
  private let path: String

  /// Opens a file.
  package init(path: String) throws(Failure) {
    self.path = path
    let pointer = UnsafeMutablePointer<MMDB_s>.allocate(capacity: 1)
    let status = MMDB_open(path, UInt32(MMDB_MODE_MMAP), pointer)
    guard status == MMDB_SUCCESS else {
      let reason = String(cString: strerror(errno))
      pointer.deallocate()
      throw Failure(path, status == MMDB_FILE_OPEN_ERROR ? .notOpened(reason) : .noDatabase)
    }
    handle = pointer
  }

  deinit {
    MMDB_close(handle)
    handle.deallocate()
  }

  /// What the file says of an address; nil when it does not know it.
  ///
  /// - Throws: ``Failure`` for a damaged place of the file: an answer that cannot be read is not none.
  package func entry(for address: NetworkAddress) throws(Failure) -> Entry? {
    if case .host = address { return nil }
    var addressError: Int32 = 0
    var error: Int32 = 0
    // A zone such as %eth0 names an interface of one machine, and no place.
    let plain = address.description.unicodeScalars.prefix { $0 != "%" }
    var found = MMDB_lookup_string(handle, String(plain), &addressError, &error)
    // A file of IPv4 alone knows no IPv6 address.
    if addressError != 0 || error == MMDB_IPV6_LOOKUP_IN_IPV4_DATABASE_ERROR { return nil }
    guard error == MMDB_SUCCESS else { throw Failure(path, .damaged) }
    guard found.found_entry else { return nil }
    var country = try text("country", "iso_code", &found.entry)
    if country == nil { country = try text("registered_country", "iso_code", &found.entry) }
    var place: Place?
    if let latitude = try number("location", "latitude", &found.entry),
      let longitude = try number("location", "longitude", &found.entry)
    {
      let radius = try number("location", "accuracy_radius", &found.entry) ?? 0
      place = Place(checking: latitude, longitude, accuracyKilometres: radius)
    }
    let isHosting = try flag("traits", "is_hosting_provider", &found.entry)
    return Entry(country: country, place: place, isHosting: isHosting)
  }

  private func text(_ first: String, _ second: String, _ entry: inout MMDB_entry_s) throws(Failure) -> String? {
    guard let data = try value(first, second, &entry), data.type == UInt32(MMDB_DATA_TYPE_UTF8_STRING),
      let bytes = data.utf8_string
    else { return nil }
    let buffer = UnsafeRawBufferPointer(start: bytes, count: Int(data.data_size))
    return String(decoding: buffer, as: UTF8.self)
  }

  private func number(_ first: String, _ second: String, _ entry: inout MMDB_entry_s) throws(Failure) -> Double? {
    guard let data = try value(first, second, &entry) else { return nil }
    return switch Int32(data.type) {
    case MMDB_DATA_TYPE_DOUBLE: data.double_value
    case MMDB_DATA_TYPE_FLOAT: Double(data.float_value)
    case MMDB_DATA_TYPE_UINT16: Double(data.uint16)
    case MMDB_DATA_TYPE_UINT32: Double(data.uint32)
    default: nil
    }
  }

  private func flag(_ first: String, _ second: String, _ entry: inout MMDB_entry_s) throws(Failure) -> Bool {
    guard let data = try value(first, second, &entry) else { return false }
    return Int32(data.type) == MMDB_DATA_TYPE_BOOLEAN && data.boolean
  }

  private func value(
    _ first: String, _ second: String, _ entry: inout MMDB_entry_s
  ) throws(Failure) -> MMDB_entry_data_s? {
    var data = MMDB_entry_data_s()
    let status = tutanak_mmdb_value2(&entry, &data, first, second)
    // A key that an entry does not have is no damage.
    if status == MMDB_LOOKUP_PATH_DOES_NOT_MATCH_DATA_ERROR { return nil }
    guard status == MMDB_SUCCESS else { throw Failure(path, .damaged) }
    return data.has_data ? data : nil
  }
}
