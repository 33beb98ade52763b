import Archive
import Delivery
import Documents
import Messages
import Model
import Reports

/// The letter that goes with a document, in the recipient's language.
///
/// It says what the document is, what stands out, how it is verified and whom to ask. It names nobody whose data the
/// document has.
struct DeliveryLetter {
  /// Why the document's files do not go with the letter.
  enum Notice: Sendable, Equatable {
    /// The period has nothing, and the recipient wants a word only.
    case emptyPeriod
    /// They have so many bytes, which is too much for mail.
    case tooLarge(Int)
  }

  let package: ArchivedPackage
  let statements: PackageStatements
  /// The report's definition; nil where it is not there any more.
  let definition: ReportDefinition?
  let controller: Controller
  let language: Language
  let zone: Zone
  /// Why there are no files; nil where there are.
  let notice: Notice?
  /// Whether the files are in one container that `age` opens.
  let isContained: Bool
  /// What tells this delivery from every other.
  let identity: String
  /// When it is sent.
  let moment: Instant

  /// The letter.
  var letter: Letter {
    Letter(
      subject: subject, text: text, language: language.rawValue, document: package.number.folderName,
      identity: identity,
      date: Self.date(moment))
  }

  private var title: String { definition?.title[language] ?? package.number.code }

  private var subject: String {
    "\(title), \(package.number.text), \(period) (\(source))"
  }

  private func say(_ tr: String, _ en: String) -> String { language == .tr ? tr : en }

  private var text: String {
    let parts = [
      say("Sayın İlgili,", "To whom it may concern,"), opening, facts, notes, files, stated, verification, questions,
      closing,
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private var opening: String {
    let owner = controller.name.isEmpty ? "" : controller.name
    return say(
      (owner.isEmpty ? "Aşağıdaki belge" : "Aşağıdaki belge \(owner) adına")
        + " Tutanak tarafından düzenlenmiş\(package.manifest.seal == nil ? "" : " ve mühürlenmiş")tir.",
      "The document below was issued\(package.manifest.seal == nil ? "" : " and sealed") by Tutanak"
        + (owner.isEmpty ? "." : " on behalf of \(owner)."))
  }

  /// The document's source, or all of them.
  private var source: String {
    let name = package.manifest.head.source
    return name == SourceSettings.everyName ? say(SourceSettings.everyTitle.tr, SourceSettings.everyTitle.en) : name
  }

  private var facts: String {
    let head = package.manifest.head
    var rows = [
      (say("Belge", "Document"), title),
      (say("Belge no", "Number"), "\(package.number.text) (\(say("sürüm", "edition")) \(head.edition))"),
      (say("Dönem", "Period"), "\(period) (\(statements.zone))"), (say("Kaynak", "Source"), source),
    ]
    if let mask = head.mask { rows.append((say("Maskeleme düzeyi", "Masking level"), mask)) }
    if let definition { rows.append((say("Gizlilik derecesi", "Classification"), definition.classification[language])) }
    let width = rows.map { $0.0.unicodeScalars.count }.max() ?? 0
    return rows.map { name, value in
      name + String(repeating: " ", count: width - name.unicodeScalars.count) + ": " + value
    }.joined(separator: "\n")
  }

  /// What is unusual about it.
  private var notes: String {
    let head = package.manifest.head
    var notes: [String] = []
    if let replaced = head.replaces {
      // A further notice of a breach corrects nothing.
      let isFollowUp = package.number.code == "IHL"
      notes.append(
        isFollowUp
          ? say(
            "Bu belge, \(replaced.text) numaralı belgeyi izleyen takip bildirimidir; o belge düzenlendiği hâliyle arşivde durur.",
            "This document follows \(replaced.text), which stays in the archive as it was issued.")
          : say(
            "Bu belge, \(replaced.text) numaralı belgenin yerine geçer; nedeni ilk sayfadadır.",
            "This document replaces \(replaced.text); page 1 says why."))
    }
    if head.isLate { notes.append(say("Belge gecikmeli düzenlenmiştir.", "The document was issued late.")) }
    if statements.isEmpty {
      notes.append(
        say(
          "Dönem içinde bu belgenin konusuna ve ölçütlerine giren kayıt bulunmamaktadır.",
          "There are no records of the period within this document's subject and criteria."))
    }
    return notes.joined(separator: "\n")
  }

  /// Where the files are.
  private var files: String {
    switch notice {
    case .emptyPeriod:
      return say(
        "Kayıt içermeyen belge düzenlenmiş ve arşive konulmuştur; bu iletiye eklenmemiştir.",
        "The document without records was issued and lies in the archive; it is not attached.")
    case .tooLarge(let bytes):
      let size = "\((bytes + (1 << 20) - 1) >> 20) MiB"
      return say(
        "Belgenin dosyaları (\(size)) e-posta için büyük olduğundan eklenmemiştir. Yeri:\n\(package.folder)\n"
          + "Dosyaları aşağıda adı geçen kişiden isteyin.",
        "The document's files (\(size)) are too large for mail and are not attached. Their place:\n\(package.folder)\n"
          + "Ask the contact below for them.")
    case nil:
      guard isContained else { return "" }
      let name = package.number.folderName + ".tar.age"
      return say(
        "Dosyalar anahtarınıza şifrelenmiş tek bir ektedir. Açmak için:\nage --decrypt --identity ANAHTAR_DOSYASI \(name) | "
          + "tar -x",
        "The files are in one attachment, encrypted to your key. To open it:\nage --decrypt --identity KEY_FILE \(name) | "
          + "tar -x")
    }
  }

  /// Page 1's statements, in the document's own words.
  private var stated: String {
    let blocks = [
      (say("ÖNE ÇIKANLAR", "WHAT STANDS OUT"), statements.standingOut),
      (say("EKSİK OLANLAR", "WHAT IS MISSING"), statements.missing),
      (say("YAPILMASI GEREKENLER", "WHAT TO DO"), statements.toDo),
    ]
    let told = blocks.compactMap { heading, statements -> String? in
      statements.isEmpty
        ? nil : heading + "\n" + statements.map { "- " + QuotedStatement.text($0, language) }.joined(separator: "\n")
    }
    if told.isEmpty { return "" }
    let other =
      statements.language == language.rawValue
      ? "" : say(" (belgenin kendi dilinde)", " (in the document's own language)")
    return say("Belgenin ilk sayfasından\(other):", "From page 1 of the document\(other):") + "\n\n"
      + told.joined(separator: "\n\n")
  }

  private var verification: String {
    let heading = say("DOĞRULAMA", "VERIFICATION")
    if notice != nil {
      return heading + "\n"
        + say(
          "Belgenin klasöründeki DOGRULAMA.txt, değişmediğinin nasıl denetleneceğini yazar.",
          "DOGRULAMA.txt in the document's folder says how to check that nothing was changed.")
    }
    let place =
      isContained
      ? say("Açılan klasörde", "In the folder that comes out of it")
      : say("Bütün ekleri tek bir klasöre kaydedin. O klasörde", "Save all attachments in one folder. There")
    return heading + "\n"
      + say(
        "\(place) DOGRULAMA.txt dosyasındaki komutlar, hiçbir dosyanın değişmediğini ve mührün bu belgenin mührü olduğunu "
          + "yalnız coreutils ve OpenSSL ile gösterir; Tutanak kuruluysa “tutanak verify KLASÖR” aynısını yapar.",
        "\(place) the commands of DOGRULAMA.txt show with coreutils and OpenSSL alone that no file was changed and that the "
          + "seal is this document's; where Tutanak is installed, “tutanak verify FOLDER” does the same.") + stamp
  }

  /// Only a stamp of RFC 3161 is called one.
  private var stamp: String {
    guard package.manifest.seal?.time_stamp != nil else { return "" }
    return "\n"
      + (package.awaitsStamp
        ? say(
          "Zaman damgası (RFC 3161) bu ileti gönderilirken ALINAMAMIŞTI; manifest.tsr ekte yoktur.",
          "When this was sent NO time stamp (RFC 3161) had been obtained; manifest.tsr is not there.")
        : say("Zaman damgası (RFC 3161) manifest.tsr dosyasındadır.", "The time stamp (RFC 3161) is manifest.tsr."))
  }

  private var questions: String {
    if controller.contact.isEmpty { return "" }
    return say("SORULARINIZ İÇİN", "FOR QUESTIONS") + "\n" + controller.contact
  }

  private var closing: String {
    say(
      "Bu ileti otomatik gönderilmiştir. Size gönderilmediğini düşünüyorsanız eklerini açmadan silin ve bildirin.",
      "This message was sent by a program. If it was not meant for you, delete it unopened and let us know.")
  }

  /// `07.10.2026`, `01.10.2026 – 31.10.2026`, or first and last moment where these are no whole days.
  private var period: String {
    guard let period = package.manifest.head.period else { return "" }
    let formats = Formats(
      dateOrder: language == .tr ? .dayMonthYear : .yearMonthDay, groupSeparator: "", decimalSeparator: "",
      isPercentFirst: false)
    let (first, end) = (zone.localTime(at: period.from), zone.localTime(at: period.to))
    guard zone.start(of: first.date) == period.from, zone.start(of: end.date) == period.to else {
      return "\(formats.moment(first)) – \(formats.moment(end))"
    }
    let last = end.date.advanced(by: -1)
    return first.date == last ? formats.date(last) : "\(formats.date(first.date)) – \(formats.date(last))"
  }

  /// `Thu, 08 Oct 2026 02:15:00 +0000`: mail has English names whatever the language.
  static func date(_ moment: Instant) -> String {
    let local = Zone.utc.localTime(at: moment)
    let (parts, time) = (local.date.parts, local.time)
    let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][local.date.weekday]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return "\(weekday), \(padded(parts.day, 2)) \(months[parts.month - 1]) \(padded(parts.year, 4)) "
      + "\(padded(time.hour, 2)):\(padded(time.minute, 2)):\(padded(time.second, 2)) +0000"
  }
}
