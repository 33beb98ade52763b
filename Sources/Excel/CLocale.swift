internal import CXlsxWriter
import Glibc

/// The locale in which numbers have a decimal point.
///
/// libxlsxwriter writes numbers with `printf`, and a process locale with a decimal comma would make files that no
/// spreadsheet reads.
enum CLocale {
  /// Runs `body` with this thread in the C locale, whatever the process's own is.
  static func hold<Result>(for body: () throws -> Result) rethrows -> Result {
    guard let own = newlocale(CInt(shim_all_locale_categories), "C", nil) else { return try body() }
    let previous = uselocale(own)
    defer {
      uselocale(previous)
      freelocale(own)
    }
    return try body()
  }
}
