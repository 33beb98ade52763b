import Intake
import Messages

extension Invocation {
  /// Warns of a role that can do more than read; `subject` is what it reads, such as a source's name.
  func warnAboutPrivileges(_ snapshot: SourceSnapshot, of subject: String) {
    if snapshot.excessPrivileges.isEmpty { return }
    let list = snapshot.excessPrivileges.joined(separator: ", ")
    warn(
      Message(
        tr: "\(subject): “\(snapshot.role)” rolü okumaktan fazlasını yapabilir (\(list)). "
          + "Yalnız SELECT yetkili bir rol kullanın.",
        en: "\(subject): the role “\(snapshot.role)” can do more than read (\(list)). "
          + "Use a role with SELECT only."))
  }
}
