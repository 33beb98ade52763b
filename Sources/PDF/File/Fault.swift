internal import CHaru

/// The first thing that went wrong inside libharu.
///
/// libharu reports failures through a C callback, which cannot throw: the first one is kept here and asked for
/// after each drawing step. Later ones follow from it and say nothing new.
final class Fault {
  private var failure: PDFError?

  /// What to give libharu as user data; this object must outlive its use.
  var userData: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

  /// Keeps a failure that arrives through the callback.
  static func record(code: HPDF_STATUS, detail: HPDF_STATUS, userData: UnsafeMutableRawPointer?) {
    guard let userData else { return }
    let fault = Unmanaged<Fault>.fromOpaque(userData).takeUnretainedValue()
    if fault.failure == nil { fault.failure = .library(code: code, detail: detail) }
  }

  /// Lets a failure of a step, which returns whether it succeeded, be known by a better name than libharu's.
  func explain(with error: PDFError, _ step: () -> Bool) {
    let before = failure
    if !step(), before == nil { failure = error }
  }

  /// Throws the first failure, if there was one.
  func check() throws(PDFError) {
    if let failure { throw failure }
  }

  /// A handle libharu promised; without one there must be a failure.
  func check<Handle>(_ handle: Handle?) throws(PDFError) -> Handle {
    try check()
    guard let handle else { throw .library(code: UInt(HPDF_FAILD_TO_ALLOC_MEM), detail: 0) }
    return handle
  }
}
