/// A library that stands before the system's own in a program that is started with it.
package enum Preload {
  /// Builds it from C; the result is the environment that a program is to be started with.
  ///
  /// Every Swift toolchain has a clang, so nothing needs to be installed.
  package static func build(_ source: String, in folder: ScratchFolder) throws -> [String: String?] {
    let file = try folder.write("preload.c", "#define _GNU_SOURCE\n#include <dlfcn.h>\n" + source)
    let library = folder.path + "/preload.so"
    let outcome = try Command.run("clang", "-shared", "-fPIC", "-o", library, file, "-ldl")
    guard outcome.status == 0 else { throw ServerFailure(outcome.errors) }
    return ["LD_PRELOAD": library]
  }
}
