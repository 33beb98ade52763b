package import Messages

/// Why a PDF could not be drawn.
package enum PDFError: ExplainedError, Equatable {
  /// A font file of the look is not there.
  case missingFont(path: String)
  /// A font file is there and the system does not open it: permissions, too many open files.
  case closedFont(Message)
  /// A font file is there but cannot be used: unreadable, damaged, or not TrueType with a Unicode map.
  case unusableFont(path: String)
  /// libharu failed with a code of its own (see `hpdf_consts.h`) and a detail, such as zlib's or the system's code.
  case library(code: UInt, detail: UInt)

  package var failureKind: FailureKind {
    switch self {
    case .missingFont, .closedFont, .unusableFont: .unavailable
    case .library: .internalFault
    }
  }

  package var message: Message {
    switch self {
    case .missingFont(let path):
      let package = Self.debianPackage(of: path)
      return Message(
        tr: "PDF için gereken yazı tipi \(path) bulunamadı. Debian'da “apt install \(package)” ile kurun ya da "
          + "template.yaml içindeki yolu düzeltin.",
        en: "The font \(path), needed for the PDF, is missing. On Debian install it with “apt install \(package)”, "
          + "or correct the path in template.yaml.")
    case .closedFont(let reason):
      return Message(tr: "PDF için gereken yazı tipi:", en: "A font needed for the PDF:") + reason
    case .unusableFont(let path):
      let package = Self.debianPackage(of: path)
      return Message(
        tr: "PDF için gereken yazı tipi \(path) kullanılamıyor: okunabilir bir TrueType dosyası olmalı. "
          + "“apt install --reinstall \(package)” ile yeniden kurun.",
        en: "The font \(path), needed for the PDF, cannot be used: it has to be a readable TrueType file. "
          + "Install it again with “apt install --reinstall \(package)”.")
    case .library(let code, let detail):
      let number = "0x" + String(code, radix: 16) + ", \(detail)"
      return Message(
        tr: "PDF çizilemedi: libharu \(number) koduyla başarısız oldu. Hiçbir şey yayımlanmadı.",
        en: "The PDF cannot be drawn: libharu failed with code \(number). Nothing was published.")
    }
  }

  /// The Debian package a font file comes from, judged by its path.
  private static func debianPackage(of path: String) -> String {
    path.lowercased().contains("dejavu") ? "fonts-dejavu-core" : "fonts-noto-core"
  }
}
