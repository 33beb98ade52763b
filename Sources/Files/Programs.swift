import Glibc

/// Where other programs are.
public enum Programs {
  /// The path of a program: itself when it holds a slash, else the first of that name in `folders` and on the PATH.
  ///
  /// Nil when there is none that may be executed.
  public static func path(of program: String, firstIn folders: [String] = []) -> String? {
    if program.contains("/") { return access(program, X_OK) == 0 ? program : nil }
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    let all = folders + path.split(separator: ":").map(String.init)
    return all.lazy.map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 }
  }
}
