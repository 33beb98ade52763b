import Messages
import Postgres

/// The role that deletes, and whether it is one of its own that can do nothing more than that.
package struct DisposerRole: Sendable {
  /// Its name.
  package let name: String

  /// Refuses a role that is the reader's, may become it or be taken on by it, or may do more than a disposal needs; and a
  /// server that does not count what a transaction touches.
  init(checking connection: borrowing Connection, reader: String) throws {
    let other = try connection.literal(reader)
    let row =
      try connection.query(
        """
        SELECT current_user, session_user, EXISTS (SELECT FROM pg_catalog.pg_roles o
            WHERE (o.rolsuper OR o.rolbypassrls OR o.rolcreaterole OR o.rolcreatedb OR o.rolreplication OR o.rolname IN (
                'pg_write_all_data', 'pg_execute_server_program', 'pg_write_server_files', 'pg_read_server_files',
                'pg_create_subscription', 'pg_maintain'))
              AND pg_catalog.pg_has_role(current_user, o.oid, 'MEMBER')),
          pg_catalog.pg_has_role(current_user, \(other), 'MEMBER') OR pg_catalog.pg_has_role(\(other), current_user, 'MEMBER'),
          pg_catalog.current_setting('track_counts'), pg_catalog.current_setting('session_replication_role'),
          pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting('fsync')
        FROM pg_catalog.pg_roles r WHERE r.rolname = current_user
        """, doing: Message(tr: "Silen rolün denetlenmesi", en: "Checking the role that deletes")
      ).first ?? []
    guard row.count == 8, let name = row[0], let signedIn = row[1] else { throw DisposedTable.unreadable }
    self.name = name
    if name == reader || signedIn == reader || name != signedIn || row[3] == "t" {
      throw DisposalError(
        .notPermitted,
        tr:
          "retention.disposer “\(signedIn)” rolüyle bağlanıyor, okuyan rol “\(reader)”. Silme, okuyan rolden bütünüyle "
          + "ayrı bir rol ister: aynısı olamaz, biri ötekinin üyesi olamaz.",
        en: "retention.disposer connects as “\(signedIn)”, the reading role is “\(reader)”. A disposal needs a role of "
          + "its own: not the same one, and neither a member of the other.")
    }
    if row[2] == "t" {
      throw DisposalError(
        .notPermitted,
        tr: "“\(name)” rolü gereğinden fazlasını yapabilir (SUPERUSER, BYPASSRLS, CREATEROLE, "
          + "CREATEDB, REPLICATION, pg_write_all_data ve benzerleri, doğrudan ya da üyelikle); bu yetkileri olmayan bir "
          + "rol verin.",
        en: "The role “\(name)” may do more than a disposal needs (SUPERUSER, BYPASSRLS, CREATEROLE, "
          + "CREATEDB, REPLICATION, pg_write_all_data and the like, itself or as a member); name one without these.")
    }
    guard row[4] == "on", row[5] == "origin", row[6] == "f" else {
      throw DisposalError(
        .misconfigured,
        tr: "Sunucu bu oturumda neyin değiştiğini saymıyor ya da tetikleyicileri kapatıyor: track_counts “on”, "
          + "session_replication_role “origin” olmalı, sunucu yedek (standby) olmamalı.",
        en: "The server does not count what this session changes, or leaves triggers out: track_counts must be “on”, "
          + "session_replication_role “origin”, and the server no standby.")
    }
    guard row[7] == "on" else {
      throw DisposalError(
        .misconfigured,
        tr: "Sunucuda fsync kapalı: bildirdiği silme bir elektrik kesintisinde kaybolabilir.",
        en: "The server runs with fsync off: a deletion that it reports could be lost in a power cut.")
    }
  }
}
