import Files
import Glibc

/// Who sits at the keyboard, as far as the operating system tells: the one that signed in, through `sudo` and `su`.
///
/// Behind `sudo -u tutanak` everybody is the same user; the kernel keeps who signed in, and sudo says who called it.
struct Person: Sendable, Equatable {
  /// The user's name.
  let name: String
  /// The groups the user is in.
  let groups: Set<String>

  /// The person who runs the program.
  static let current = Person(name: signedIn ?? caller ?? BuildInfo.userName)

  /// The person as far as nobody can choose it: who signed in, else the user the process belongs to.
  ///
  /// `SUDO_UID` is any process's to set, and no evidence of a second person.
  static let ofDisposal = Person(name: signedIn ?? user(getuid()) ?? String(getuid()))

  private init(name: String) {
    self.name = name
    groups = Self.groups(of: name)
  }

  /// The user whose session the kernel says this is; nil where nobody signed in, as in a job of cron or systemd.
  private static var signedIn: String? {
    guard let text = try? InputFile.text("/proc/self/loginuid"),
      let number = UInt32(text.split(separator: "\n").first ?? ""), number != UInt32.max
    else { return nil }
    return user(number)
  }

  /// The user who called sudo, which sets this itself.
  private static var caller: String? {
    guard let text = unsafe getenv("SUDO_UID").map({ unsafe String(cString: $0) }), let number = UInt32(text) else {
      return nil
    }
    return user(number)
  }

  private static func user(_ number: UInt32) -> String? {
    guard let entry = unsafe getpwuid(number) else { return nil }
    return unsafe String(cString: entry.pointee.pw_name)
  }

  private static func groups(of name: String) -> Set<String> {
    guard let entry = unsafe getpwnam(name) else { return [] }
    var count: Int32 = 1024
    var numbers = [gid_t](repeating: 0, count: Int(count))
    guard unsafe getgrouplist(name, entry.pointee.pw_gid, &numbers, &count) >= 0 else { return [] }
    return Set(
      numbers.prefix(Int(count)).compactMap { number in
        guard let group = unsafe getgrgid(number) else { return nil }
        return unsafe String(cString: group.pointee.gr_name)
      })
  }
}
