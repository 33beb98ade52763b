import Backups
import Delivery
import Files
import Messages
import Model
import Schedules
import Settings

/// Schedules made into what cron or systemd starts them by.
struct ScheduleRendering {
  let invocation: Invocation
  let catalogue: Catalogue
  let target: ScheduleFilesJob.Target
  let user: String?

  /// The files of one schedule, or of all that say when they run.
  func files(_ name: String?) throws -> [RenderedFile] {
    let runs = try runs(name)
    switch target {
    case .systemd: return SystemdUnits.files(for: runs)
    case .cron: return CronFile.files(for: runs)
    }
  }

  private func runs(_ name: String?) throws -> [UnattendedRun] {
    let names = name.map { [$0] } ?? invocation.home.names("schedules")
    let (owner, paths) = (try owner(), try Paths(invocation))
    var runs: [UnattendedRun] = []
    for name in names {
      let schedule = try catalogue.schedule(name)
      guard let when = schedule.when else {
        let message = Message(
          tr: "\(name): schedules/\(name).yaml içinde “when” yok; örneğin “when: 15 2 * * *” ekleyin.",
          en: "\(name): there is no “when” in schedules/\(name).yaml; add one, such as “when: 15 2 * * *”.")
        if names.count == 1 { throw Failure(.misconfigured, message) }
        invocation.warn(message)
        continue
      }
      guard UnattendedRun.canName(name) else { throw Self.unusable(name) }
      let zone = try catalogue.zone(of: schedule)
      warn(of: schedule, when, zone)
      runs.append(
        UnattendedRun(
          name: name, title: VisibleText.of((schedule.title ?? Message(verbatim: name))[invocation.language]),
          when: when, zone: zone.name, command: [paths.program, "run", name] + paths.options,
          statusCommand: [paths.program, "status"] + paths.options, user: owner, writable: paths.writable,
          credentials: paths.credentials, spread: 120))
    }
    return runs
  }

  /// The user the archive belongs to: whoever else runs the program is refused.
  private func owner() throws -> String {
    let archive = invocation.configuration.archive
    let actual = (try? HeldFolder(archive))?.ownerName
    guard let name = user ?? actual else {
      throw Failure(
        .cannotCreate,
        Message(
          tr: "Arşiv klasörü \(archive) yok; oluşturun ya da programı çalıştıracak kullanıcıyı --user ile verin.",
          en: "There is no archive folder \(archive); make it, or name the user who will run the program with --user."))
    }
    guard UnattendedRun.canName(name) else { throw Self.unusable(name) }
    if let actual, actual != name {
      invocation.warn(
        Message(
          tr:
            "Arşiv \(archive) “\(name)” kullanıcısının değil, “\(actual)” kullanıcısının; çalıştırma reddedilir (77).",
          en: "The archive \(archive) belongs to “\(actual)”, not to “\(name)”, whose runs would be refused (77)."))
    }
    if name == "root" {
      invocation.warn(
        Message(
          tr: "Çalıştırmalar root olacak; arşivi ayrı bir kullanıcıya verin (chown -R) ya da --user kullanın.",
          en: "The runs would be root's; give the archive to a user of its own (chown -R), or say --user."))
    }
    return name
  }

  /// systemd leaves a time out that a clock skips; cron and `schedule next` take the moment after.
  private func warn(of schedule: Schedule, _ when: CalendarExpression, _ zone: Zone) {
    if target == .systemd, let skipped = when.skipped(after: invocation.asOf, in: zone).first {
      let time = String(skipped.iso8601.prefix(16))
      invocation.warn(
        Message(
          tr: "\(schedule.name): \(time), \(zone.name) saatinde yok; systemd o gün çalıştırmaz, sonraki çalıştırma "
            + "dönemini gecikmeli düzenler. Başka bir saat seçin.",
          en: "\(schedule.name): there is no \(time) in \(zone.name); systemd does not run that day, and the next run "
            + "issues its period late. Choose another time."))
    }
    let machine = Home.absolute("/etc/localtime")?.split(separator: "/").suffix(2).joined(separator: "/")
    if target == .cron, machine != zone.name, machine.map({ !$0.hasSuffix("/" + zone.name) }) ?? true {
      invocation.warn(
        Message(
          tr: "\(schedule.name): saatler \(zone.name) saatidir, makineninki başka; Debian'ın cron'u makinenin saatini "
            + "kullanır. Makinenin saat dilimini değiştirin ya da --to systemd kullanın.",
          en:
            "\(schedule.name): the times are those of \(zone.name), and this machine's zone is another; Debian's cron "
            + "goes by the machine's. Change that, or use --to systemd."))
    }
  }

  private static func unusable(_ name: String) -> Failure {
    Failure(
      .misconfigured,
      Message(
        tr: "“\(name)” bir birim veya cron.d dosyası adında kullanılamaz: yalnız ASCII harf, rakam, “-” ve “_”.",
        en: "“\(name)” cannot be part of a unit's or a cron.d file's name: ASCII letters, digits, “-” and “_” only."))
  }
}

/// The paths of this installation, from the root.
private struct Paths {
  let program: String
  let options: [String]
  let writable: [String]
  let credentials: [(name: String, path: String)]

  init(_ invocation: Invocation) throws {
    let configuration = invocation.configuration
    program = Home.absolute("/proc/self/exe") ?? "/usr/bin/tutanak"
    let file = Home.absolute(configuration.file) ?? configuration.file
    options = ["--config", file, "--home", Home.absolute(invocation.home.path) ?? invocation.home.path]
    var folders = [configuration.archive, configuration.backup.drill.folder, configuration.metrics?.folder]
    if let offsite = configuration.offsite, case .folder(let path) = offsite.location { folders.append(path) }
    folders += configuration.delivery?.recipients.map(\.channel.localFolder) ?? []
    let written = folders.compactMap { $0 }
    for path in [program] + options + written where path.unicodeScalars.contains(where: VisibleText.isInvisible) {
      throw Failure(
        .misconfigured,
        Message(
          tr: "“\(path)” yolunda görünmeyen karakterler var; cron ve systemd dosyasına yazılamaz.",
          en:
            "the path “\(path)” has characters that cannot be seen; it cannot be written into a file of cron or systemd."
        ))
    }
    // Whoever starts the run starts it elsewhere.
    guard let relative = written.first(where: { !$0.hasPrefix("/") }) else {
      writable = written
      credentials = try Credentials.files(in: SettingsNode(file: configuration.file)).map { path in
        (try Credentials.name(of: path), path)
      }
      return
    }
    throw Failure(
      .misconfigured,
      Message(
        tr: "\(configuration.file): “\(relative)” kökten başlayan bir yol olmalı; cron ve systemd programı başka bir "
          + "klasörde başlatır.",
        en: "\(configuration.file): “\(relative)” must be a path from the root; cron and systemd start the program in "
          + "another folder."))
  }
}
