import Excel
import Messages

extension WorkbookChange {
  /// What differs, as a finding of the workbook says it; a row's own values are never said.
  var words: Message {
    let (sheet, row) = (self.sheet ?? "", self.row ?? 0)
    let place = Message(tr: "“\(sheet)” sayfası, \(row). satır: ", en: "sheet “\(sheet)”, row \(row): ")
    func there(_ tr: String, _ en: String) -> Message { Message(tr: place.tr + tr, en: place.en + en) }
    return switch kind {
    case .changed: there("içeriği düzenlenenden farklı", "it holds something else than was issued")
    case .moved: there("satırların sırası düzenlenenden farklı", "the rows are in another order than was issued")
    case .extra: there("düzenlenen belgede böyle bir satır yok", "no such row was issued")
    case .missing: there("burada düzenlenmiş olan satır yok", "the row that was issued here is gone")
    case .headings: there("sütun başlıkları düzenlenenden farklı", "the headings are not those that were issued")
    case .more:
      Message(
        tr: "“\(sheet)” sayfası: burada sayılanlardan fazla satır farklı",
        en: "sheet “\(sheet)”: more rows differ than are listed here")
    case .sheetMissing: Message(tr: "“\(sheet)” sayfası yok", en: "the sheet “\(sheet)” is missing")
    case .unreadable:
      Message(
        tr: "sağlam bir çalışma kitabı değil (\(sheet))", en: "it is no sound workbook (\(sheet))")
    case .printedDigest:
      Message(
        tr: "“\(sheet)” sayfasında yazılı veri özeti manifest.json içindeki ile aynı değil",
        en: "the data digest on the sheet “\(sheet)” is not the one in manifest.json")
    case .unnamed:
      Message(
        tr: "satırların veri özeti manifest.json içindeki ile aynı değil; hangi satırın farklı olduğu bulunamadı",
        en: "the rows do not have the data digest in manifest.json; which of them differ was not found")
    case .marks:
      Message(
        tr: "satır işaretlerinin dosyası (-rows.txt) yok veya düzenlenen değil; farklı satırlar adlandırılamaz",
        en: "the file of row marks (-rows.txt) is missing or not the one that was issued; no row can be named")
    }
  }
}
