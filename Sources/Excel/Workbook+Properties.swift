internal import CXlsxWriter
internal import Documents
internal import Model
import Glibc

extension Workbook {
  /// What the file says about itself; its only time is the time of issue, so equal documents make equal files.
  static func setProperties(_ identity: Identity, on handle: UnsafeMutablePointer<lxw_workbook>) {
    let texts = [
      identity.title, identity.subtitle, identity.author, identity.author, identity.classification, identity.number,
      "\(identity.number) · \(identity.software)",
    ]
    let copies = texts.map { strdup(VisibleText.of($0)) }
    defer { for copy in copies { free(copy) } }
    var properties = lxw_doc_properties()
    properties.title = copies[0]
    properties.subject = copies[1]
    properties.author = copies[2]
    properties.company = copies[3]
    properties.category = copies[4]
    properties.keywords = copies[5]
    properties.comments = copies[6]
    let seconds = floorDivide(identity.issuedAt.microseconds, microsecondsPerSecond)
    // Zero would make the library ask the clock.
    properties.created = seconds == 0 ? 1 : time_t(seconds)
    workbook_set_properties(handle, &properties)
  }
}
