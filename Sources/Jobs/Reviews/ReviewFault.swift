import Messages

/// What is wrong with a cell that a reviewer filled in, or left empty.
struct ReviewFault: Equatable {
  /// What is wrong.
  enum Problem: Equatable, CaseIterable {
    case decisionMissing, decisionUnknown, reviewerMissing, momentMissing, momentUnreadable, momentTooEarly
    case momentAhead, reasonMissing, untilMissing, untilUnreadable, untilOver, untilTooFar, untilUncalledFor
    case breachUnknown, breachOfHarmless, textUnprintable, momentNotLater, rowHidden, columnHidden, sheetHidden
  }

  /// The sheet's name.
  let sheet: String
  /// The cell, such as `R7`.
  let cell: String
  /// What is wrong.
  let problem: Problem

  /// What is said of it; never what stands in the cell.
  var message: Message {
    let words = words
    return Message(tr: "“\(sheet)” \(cell): \(words.tr)", en: "“\(sheet)” \(cell): \(words.en)")
  }

  private var words: Message {
    switch problem {
    case .decisionMissing:
      Message(tr: "karar yok; listeden seçin", en: "there is no decision; choose one of the list")
    case .decisionUnknown:
      Message(
        tr: "listedeki sözcüklerden biri değil; listeden seçin", en: "it is no word of the list; choose one of the list"
      )
    case .reviewerMissing:
      Message(tr: "değerlendirenin adı yok; yazın", en: "the reviewer's name is missing; write it")
    case .momentMissing:
      Message(
        tr: "karar zamanı yok; gün ve saat yazın", en: "the time of the decision is missing; write a day and a time")
    case .momentUnreadable:
      Message(
        tr: "gün ve saat olarak okunamıyor; 30.11.2026 14:30 gibi yazın",
        en: "it cannot be read as a day and a time; write it like 2026-11-30 14:30")
    case .momentTooEarly:
      Message(
        tr: "belgenin düzenlenmesinden önce; kararın zamanını yazın",
        en: "it is before the document was issued; write when it was decided")
    case .momentAhead:
      Message(tr: "gelecekte; kararın zamanını yazın", en: "it lies ahead; write when it was decided")
    case .reasonMissing:
      Message(
        tr: "zararsız sayan karar gerekçe ister; yazın",
        en: "a decision that judges a finding harmless needs a reason; write it")
    case .untilMissing:
      Message(
        tr: "zararsız sayan karar son geçerli gün ister; yazın",
        en: "a decision that judges a finding harmless needs a last valid day; write it")
    case .untilUnreadable:
      Message(
        tr: "gün olarak okunamıyor; 31.12.2026 gibi, saatsiz yazın",
        en: "it cannot be read as a day; write it like 2026-12-31, without a time")
    case .untilOver:
      Message(tr: "bugünden sonra değil; ileri bir gün yazın", en: "it is not after today; write a later day")
    case .untilTooFar:
      Message(tr: "bir yıldan uzak; daha yakın bir gün yazın", en: "it is more than a year ahead; write an earlier day")
    case .untilUncalledFor:
      Message(
        tr: "son gün yalnız zararsız sayan kararda bulunur; silin",
        en: "only a decision that judges a finding harmless has a last day; clear it")
    case .breachUnknown:
      Message(
        tr: "listedeki yanıtlardan biri değil; listeden seçin",
        en: "it is no answer of the list; choose one of the list")
    case .breachOfHarmless:
      Message(
        tr: "zararsız sayan kararda yalnız “Hayır” olabilir ya da boş kalır; kararı ya da yanıtı değiştirin",
        en: "with a decision that judges a finding harmless it can only be “No” or empty; change one of the two")
    case .momentNotLater:
      Message(
        tr:
          "arşivde bu bulgu hakkında daha eski olmayan başka bir karar var; satırı boşaltın ya da yeni kararın zamanını yazın",
        en:
          "the archive has another decision on the finding that is not older; clear the row, or write when it was decided anew"
      )
    case .rowHidden:
      Message(
        tr: "satır gizli; süzgeci kaldırıp satırı gösterin, kararı gözden geçirin",
        en: "its row is hidden; clear the filter, show the row and look at the decision again")
    case .columnHidden:
      Message(
        tr: "sütunu gizli ya da okunamayacak kadar dar; sütunu gösterin, yazılanı gözden geçirin",
        en: "its column is hidden, or too narrow to be read; show the column and look at what stands there again")
    case .sheetHidden:
      Message(
        tr: "sayfası gizli; sayfayı gösterin, kararı gözden geçirin",
        en: "its sheet is hidden; show the sheet and look at the decision again")
    case .textUnprintable:
      Message(
        tr: "tek satırlık, görünür karakterli, en çok \(ReviewForm.longest) karakterlik bir metin değil; düzeltin",
        en: "it is no text of one line and at most \(ReviewForm.longest) visible characters; correct it")
    }
  }
}
