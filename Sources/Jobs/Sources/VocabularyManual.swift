import Analysis
import Intake
package import Messages
import Model
package import Reports

/// Every column a SELECT may have and every word a mapping may use: what `tutanak source vocabulary` prints and
/// `docs/vocabulary.md` holds.
package enum VocabularyManual {
  /// All of it, in Markdown.
  package static func book(_ words: TextCatalog, in language: Language) -> String {
    let parts =
      [introduction[language]] + Relation.allCases.map { columns(of: $0, language) }
      + [eventTypes(words, language), mappings(words, language), freeTexts[language]]
    return parts.joined(separator: "\n\n")
  }

  private static let introduction = Message(
    tr: """
      # Kaynak sistemin sözcükleri

      Bu metin programın tanımlarından üretilir (`make vocabulary`); elle değiştirilmez. **Kalın** sütunlar zorunludur,
      ötekiler SELECT'te bulunmayabilir. *Kurallar*, bir bölümü sütun olmadan değerlendirilemeyen kurallardır; parantez
      içindekiler sütun olmadan kısmen değerlendirilir veya sütunun yerine başka bir yol kullanır.
      """,
    en: """
      # The vocabulary of a source system

      This text is made from the program's definitions (`make vocabulary`); nobody edits it by hand. Columns in **bold** are
      required, a SELECT may lack the others. *Rules* are those of which a part cannot be evaluated without the column; in
      parentheses stand those that are evaluated in part without it, or have another way.
      """)

  private static func columns(of relation: Relation, _ language: Language) -> String {
    let head = Message(
      tr: "| sütun | tür | anlamı | kurallar |", en: "| column | type | meaning | rules |")
    let rows = relation.columns.map { column in
      let name = column.isRequired ? "**`\(column.name)`**" : "`\(column.name)`"
      return "| \(name) | \(column.typeText[language]) | \(column.meaning[language]) | \(rules(of: column)) |"
    }
    return (["## \(relation.fileName)", "", head[language], "| --- | --- | --- | --- |"] + rows).joined(separator: "\n")
  }

  private static func eventTypes(_ words: TextCatalog, _ language: Language) -> String {
    let head = Message(
      tr: "## events: olay türleri\n\n| sözcük | anlamı | önem | sayan kurallar |",
      en: "## events: types of events\n\n| word | meaning | severity | rules that count it |")
    let rows = EventType.allCases.map { type in
      let rules = RuleList.all.filter { $0.definition.subject.types.contains(type) }.map { $0.definition.id }
      return "| `\(type.rawValue)` | \(words.name(type)) | `\(type.severity.key)` | \(list(rules)) |"
    }
    let note = Message(
      tr: """
        `{ type: …, severity: … }` önemi değiştirir: \(severities). `unmapped`, bilerek eşlenmeyen türdür.

        Burada olmayan bir türü `system.yaml` kendisi tanımlar; `events` ona eşler. Olayları kendi adıyla sayılır, listelenir
        ve çizilir; kurallar ona bir anlam vermez, yalnız her türden olaya baktıkları yerde görür (D01 ve D02 gibi):

        ```yaml
        event_types:
          account_banned: { title: { tr: Hesap Yasaklandı, en: Account Banned }, severity: high }
        events: { ban: account_banned }
        ```

        Ad küçük harf (a–z), rakam ve `_` ile yazılır; ad ve başlık en çok \(OwnEventType.longest) karakterdir.
        """,
      en: """
        `{ type: …, severity: … }` gives another severity: \(severities). `unmapped` leaves a type unmapped on purpose.

        A type that is not here is declared by the `system.yaml` itself, and `events` maps to it. Its events are counted, listed
        and charted under its own name; rules give it no meaning and see it only where they look at events of every type (such
        as D01 and D02):

        ```yaml
        event_types:
          account_banned: { title: { tr: Hesap Yasaklandı, en: Account Banned }, severity: high }
        events: { ban: account_banned }
        ```

        The name is written with small letters (a–z), digits and `_`; name and title have \(OwnEventType.longest) characters at
        most.
        """)
    return ([head[language], "| --- | --- | --- | --- |"] + rows + ["", note[language]]).joined(separator: "\n")
  }

  private static var severities: String { Severity.allCases.map { "`\($0.key)`" }.joined(separator: ", ") }

  private static func mappings(_ words: TextCatalog, _ language: Language) -> String {
    let head = Message(tr: "| sözcük | anlamı |", en: "| word | meaning |")
    let wrong = Message(tr: " (yanlış kimlik bilgisi sayılır)", en: " (counts as a wrong credential)")
    let tables: [(Message, [(String, String)])] = [
      (
        Message(tr: "reasons: girişin neden başarısız olduğu", en: "reasons: why a sign-in failed"),
        FailureReason.allCases.map { ($0.rawValue, words.name($0) + ($0.isWrongCredential ? wrong[language] : "")) }
      ),
      (
        Message(tr: "statuses: oturumun durumu", en: "statuses: the state of a session"),
        SessionStatus.allCases.map { ($0.rawValue, words.name($0)) }
      ),
      (
        Message(tr: "end_reasons: oturumun neden bittiği", en: "end_reasons: why a session ended"),
        EndReason.allCases.map { ($0.rawValue, words.name($0)) }
      ),
      (
        Message(
          tr: "account_kinds: hesabı kimin kullandığı (users.account_kind)",
          en: "account_kinds: who uses an account (users.account_kind)"),
        AccountKind.allCases.map { ($0.rawValue, words.name($0)) }
      ),
      (
        Message(tr: "legal_bases: KVKK m.5'teki işleme şartı", en: "legal_bases: the condition of KVKK art. 5"),
        LegalBasis.allCases.map { ($0.rawValue, "\(words.article($0)): \(words.name($0))") }
      ),
    ]
    return tables.map { title, rows in
      (["## \(title[language])", "", head[language], "| --- | --- |"] + rows.map { "| `\($0)` | \($1) |" })
        .joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  private static let freeTexts = Message(
    tr: """
      ## Öteki anahtarlar

      `user_key`: `id` (user_id hiç değişmez) veya `name` (user_id bir addır; `Admin` ile `admin ` aynı kullanıcıdır).
      `deletes_sessions: true`: uygulama biten oturumların satırını siler; her belge bunu söyler. `capture`: geçmişi `tutanak
      source capture` ile saklanan tablolar (`schema`, `table`, `key`, `columns`, `updates`). `kind` eşlenmez, belgede
      olduğu gibi yazılır. Eşlenmemiş bir sözcük sayılır ve her belgede listelenir, hiçbir satır düşmez: olay türü
      `unmapped`, neden `other` olur, durum bilinmiyor sayılır; eşlenmemiş bir hukuki sebep olduğu gibi yazılır.
      `rules`: uygulamanın işleyişine uyan eşikler, `enabled: false` veya `except_kinds: […]` (bakılmayacak oturum türleri),
      her kural için `why: { tr: …, en: … }` ile; `tutanak.yaml` içindeki `rules` bunların üstündedir.
      """,
    en: """
      ## Other keys

      `user_key`: `id` (user_id never changes) or `name` (user_id is a name; `Admin` and `admin ` are one user).
      `deletes_sessions: true`: the application deletes the row of a session that ended, and every document says so. `capture`:
      the tables whose history `tutanak source capture` keeps (`schema`, `table`, `key`, `columns`, `updates`). `kind` is
      not mapped, documents print it as it is. A word without a counterpart is counted and listed in every document, and no
      row is dropped: an event's type is `unmapped` then, a reason `other`, a status unknown; a legal basis without one is
      printed as it is. `rules`: thresholds that fit how the application works, `enabled: false` or `except_kinds: […]` (kinds
      of sessions not looked at), each rule with `why: { tr: …, en: … }`; `rules` of `tutanak.yaml` stand above them.
      """)

  /// The rules that need a column; in parentheses those that can do without, in part or by another way.
  private static func rules(of column: SourceColumn) -> String {
    var (needed, helped): ([String], [String]) = ([], [])
    for rule in RuleList.all {
      let branches = rule.definition.branches
      if branches.contains(where: { $0.needs.contains(.column(column)) }) {
        needed.append(rule.definition.id)
      } else if branches.contains(where: { ($0.needs + $0.optionalNeeds).contains { $0.names(column) } }) {
        helped.append(rule.definition.id)
      }
    }
    return list(needed + helped.map { "(\($0))" })
  }

  private static func list(_ names: [String]) -> String { names.isEmpty ? "–" : names.joined(separator: ", ") }
}

extension RuleNeed {
  /// Whether a column is one of the ways to satisfy it.
  fileprivate func names(_ column: SourceColumn) -> Bool {
    switch self {
    case .column(let named): named == column
    case .anyColumn(let columns): columns.contains(column)
    case .any(let ways): ways.contains { $0.contains { $0.names(column) } }
    case .eventTypes, .failureReason, .liveStore, .setting, .wholeSource: false
    }
  }
}
