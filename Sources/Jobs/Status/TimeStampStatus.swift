import Archive
import Documents
import Messages
import Model

/// How many documents have their time stamps, and since when one is missing.
struct TimeStampStatus {
  /// Which documents have their time stamps.
  let standing: TimeStampStanding
  private let url: String?
  private let asOf: Instant

  /// Reads the archive.
  init(in run: RunContext) throws {
    standing = try run.record.timeStamps()
    url = run.invocation.configuration.seal.timeStamp?.url
    asOf = run.invocation.asOf
  }

  /// The section.
  var section: StatusSection {
    StatusSection(
      name: "time_stamps", page: page, json: json, complaints: complaints,
      steps: isAsked ? [RunStep(.stamp, complaints.isEmpty ? .inOrder : .lacking)] : [])
  }

  /// Whether stamps are asked for, now or when something was issued.
  private var isAsked: Bool { url != nil || !all.isEmpty }
  private var all: [TimeStampStanding.Document] {
    standing.stamped + standing.unwritten + standing.owed + standing.lost
  }

  /// When the oldest document was issued that has no stamp.
  var unstampedSince: Instant? { standing.owed.compactMap(\.issuedAt).min() }

  private var page: Message {
    guard isAsked else {
      return Message(
        tr: "Zaman damgası istenmiyor (seal.time_stamp yok).",
        en: "No time stamps are asked for (there is no seal.time_stamp).")
    }
    var table = TextTable([
      Message(tr: "ZAMAN DAMGASI", en: "TIME STAMPS"), Message(tr: "DAMGALI", en: "STAMPED"),
      Message(tr: "BEKLEYEN", en: "OWED"), Message(tr: "DAMGASIZ KALAN İLK BELGENİN ANI", en: "UNSTAMPED SINCE"),
    ])
    table.add([
      url.map { Message(verbatim: $0) } ?? Message(tr: "artık istenmiyor", en: "asked for no more"),
      Message(verbatim: String(standing.stamped.count + standing.unwritten.count)),
      Message(verbatim: String(standing.owed.count)), Message(verbatim: unstampedSince?.iso8601 ?? "-"),
    ])
    return table.text
  }

  private var complaints: [Message] {
    var messages: [Message] = []
    if let oldest = standing.owed.first {
      let since = unstampedSince?.iso8601 ?? "?"
      let remedy =
        url == nil
        ? Message(
          tr: "seal.time_stamp yapılandırmada yok, bu yüzden istenmiyor.",
          en: "seal.time_stamp is not configured, so none is asked for.")
        : Message(tr: "“tutanak seal stamp” şimdi ister.", en: "“tutanak seal stamp” asks for them now.")
      messages.append(
        Message(
          tr: "zaman damgası bekleyen belge sayısı: \(standing.owed.count); en eskisi \(oldest.number.text), "
            + "\(since) anından beri.",
          en:
            "documents that wait for a time stamp: \(standing.owed.count); the oldest is \(oldest.number.text), since "
            + "\(since).") + remedy)
    }
    if let lost = standing.lost.first {
      messages.append(
        Message(
          tr: "deftere göre alınmış, ama klasörde olmayan zaman damgası sayısı: \(standing.lost.count); örneğin "
            + "\(lost.number.text). Klasörü sağlam bir kopyasından geri yükleyin.",
          en: "time stamps that the ledger has and the folders lack: \(standing.lost.count), such as that of "
            + "\(lost.number.text). Restore the folder from a sound copy."))
    }
    return messages
  }

  private var json: JSONValue {
    func numbers(_ documents: [TimeStampStanding.Document]) -> JSONValue {
      .array(documents.map { .string($0.number.text) })
    }
    return .object([
      .init("authority", url.map { .string($0) } ?? .null),
      .init("stamped", .integer(Int64(standing.stamped.count + standing.unwritten.count))),
      .init("owed", .integer(Int64(standing.owed.count))), .init("owed_documents", numbers(standing.owed)),
      .init("lost_documents", numbers(standing.lost)),
      .init("unstamped_since", unstampedSince.map { .string($0.iso8601) } ?? .null),
      .init("unstamped_us", unstampedSince.map { .integer(max(0, asOf.microseconds - $0.microseconds)) } ?? .null),
    ])
  }
}
