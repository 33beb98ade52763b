import Archive
import Documents
import Files
import Messages
import Model
import Reports

/// Finds which answers to authorities are about a person: their manifests have keyed digests of whom they are about.
struct DisclosureReading {
  let record: IssueRecord
  let source: String
  let digests: DocumentDigests

  /// Those that were issued with clear values, oldest first: a masked one is a draft, and no authority was given it.
  func disclosures(about person: Identifier) throws -> [Disclosure] {
    let mark = digests.hexadecimal(["subject", person.text])
    var found: [Disclosure] = []
    let code = Question.Kind.authority.code
    for entry in try record.ledger?.entries() ?? []
    where entry.act == .issue && entry.outcome == .done && entry.report == code && entry.source == source
      && entry.fact("mask")?.stringValue == MaskLevel.M0.rawValue
    {
      guard let text = entry.document, let number = DocumentNumber(text) else { continue }
      let folder = record.archive.yearFolder(number.year) + "/" + text.replacing("/", with: "-")
      let path = folder + "/" + Manifest.fileName
      guard InputFile.exists(path), let manifest = JSONValue(reading: try InputFile.bytes(path)) else {
        throw unreadable(text)
      }
      let subjects = manifest["subjects"]?.elements.compactMap(\.stringValue) ?? []
      if subjects.contains(mark) {
        found.append(
          Disclosure(
            document: text, moment: entry.moment, reference: manifest["question"]?["reference"]?.stringValue))
      }
    }
    return found
  }

  /// An investigation may be secret: whether its subject hears of it is decided by a person and not by an omission.
  static var undecided: Failure {
    Failure(
      .wrongUsage,
      Message(
        tr: "Bu kişi hakkında yetkili makamlara verilmiş yanıt var; başvurana bildirilip bildirilmeyeceğine Hukuk "
          + "karar verir. Bildirilecekse --tell-disclosures, bildirilmeyecekse --suppress-disclosures \"gerekçe\" ekleyin.",
        en: "Authorities were given answers about this person; Legal decides whether the applicant is told. Add "
          + "--tell-disclosures to tell of them, or --suppress-disclosures \"reason\" to leave them out."))
  }

  /// What cannot be read might be about the person: then nothing is said, rather than something wrong.
  private func unreadable(_ number: String) -> Failure {
    Failure(
      .inputOutput,
      Message(
        tr:
          "\(number): bildirimi okunamadı, bu kişi hakkında olup olmadığı bilinmiyor. Paketi geri koyun ya da aktarımları "
          + "--suppress-disclosures ile gerekçesini yazarak belge dışında bırakın.",
        en:
          "\(number): its manifest cannot be read, and nobody knows whether it is about this person. Put the package back, "
          + "or leave disclosures out with --suppress-disclosures and the reason."))
  }
}
