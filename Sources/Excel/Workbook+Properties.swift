import Messages
internal import CXlsxWriter
internal import Documents
internal import Model
import Glibc

extension Workbook {
  /// What a workbook without a time of issue has in its place: the begin of the time that its container can write.
  ///
  /// The library writes some time in any case; nobody takes this one for true.
  private static let noTime: time_t = 315_532_800

  /// What the file says about itself; its only time is the time of issue, so equal documents make equal files.
  static func setProperties(_ identity: Identity, on handle: UnsafeMutablePointer<lxw_workbook>) {
    let texts = [
      identity.title, identity.subtitle, identity.author, identity.author, identity.classification, identity.number,
      [identity.number, identity.software, identity.statedMoment].compactMap { $0 }.joined(separator: " · "),
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
    let seconds = identity.issuedAt.map { time_t(floorDivide($0.microseconds, microsecondsPerSecond)) }
    // Zero would make the library ask the clock.
    properties.created = seconds == 0 ? 1 : seconds ?? noTime
    workbook_set_properties(handle, &properties)
  }
}
