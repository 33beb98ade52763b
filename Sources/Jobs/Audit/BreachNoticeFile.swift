import Evidence
import Files
import Messages
import Model
import Reports
import Settings

/// A breach as somebody described it in a file (`--file`); docs/breaches.md shows one.
struct BreachNoticeFile {
  private static let turkey = "Europe/Istanbul"

  private let settings: SettingsMapping
  private let turkey: Zone
  private let folder: String

  /// Opens a file.
  ///
  /// - Throws: `SettingsError` with the line of what cannot be used.
  init(file: String) throws {
    settings = try SettingsNode(file: file).mapping(
      ["incident", "alarm", "going_on", "timeline", "evidence"] + BreachField.blocks)
    turkey = try Zones.load(nil, default: Self.turkey)
    let parts = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    folder = parts.isEmpty ? "." : parts.joined(separator: "/")
  }

  /// The breach, with the moment of awareness that a person set; nil says that it is open.
  func notice(awareness: Instant?) throws -> BreachNotice {
    var form: [BreachField: String] = [:]
    for block in BreachField.blocks {
      guard let node = settings[block] else { continue }
      let fields = BreachField.fields(ofBlock: block).filter { !BreachField.computed.contains($0) }
      let names = fields.map { String($0.rawValue.dropFirst(2)) }
      let values = try node.mapping(names)
      for (field, name) in zip(fields, names) { form[field] = try values[name].map { try text($0) } }
    }
    let happenings = try settings["timeline"]?.list() ?? []
    let evidence = try settings["evidence"]?.list() ?? []
    return BreachNotice(
      incident: try text(settings.required("incident")), alarm: try settings["alarm"].map { try moment($0) },
      awareness: awareness, isGoingOn: try settings["going_on"]?.bool() ?? false, form: form,
      happenings: try happenings.map { node in
        let values = try node.mapping(["at", "what"])
        return .init(moment: try moment(values.required("at")), text: try text(values.required("what")))
      }, evidence: try evidence.map { try self.evidence($0) }, turkey: turkey)
  }

  /// Something that is kept: a file, whose digest is computed, or what has only a name.
  private func evidence(_ node: SettingsNode) throws -> BreachNotice.Evidence {
    if node.text != nil { return .init(name: try text(node), digest: nil) }
    let values = try node.mapping(["name", "file"])
    let file = try values.required("file")
    let name = try text(file)
    let path = name.hasPrefix("/") ? name : folder + "/" + name
    let digest: String
    do { digest = try Digest.ofFile(path) } catch { throw file.error(error.problem) }
    let shown = String(name.split(separator: "/").last ?? "")
    return .init(name: try values["name"].map { "\(try text($0)), \(shown)" } ?? shown, digest: digest)
  }

  /// A moment with its hour, read as Turkish time where it has no offset.
  private func moment(_ node: SettingsNode) throws -> Instant {
    let moment = try AuthorityMoment(node)
    guard moment.hasHour else {
      throw node.error(
        Message(
          tr: "“2026-10-07T03:12” gibi, saati olan bir an gerekir.",
          en: "a moment with an hour is needed, such as “2026-10-07T03:12”."))
    }
    return try moment.instant(stated: nil, else: turkey)
  }

  /// A text that is printed as it is.
  private func text(_ node: SettingsNode) throws -> String {
    let text = try node.string()
    guard text.unicodeScalars.count <= 4000, !text.unicodeScalars.contains(where: VisibleText.isInvisible) else {
      throw node.error(
        Message(
          tr: "tek satırlık, görünmeyen karakter içermeyen, en çok 4000 karakterlik bir metin gerekir.",
          en: "one line of at most 4000 characters is needed, none of them invisible."))
    }
    return text
  }
}
