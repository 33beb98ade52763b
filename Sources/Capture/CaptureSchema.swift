import Intake
import Messages

/// What all captured tables of a database have in common: the schema, the role that owns it, and two small tables.
enum CaptureSchema {
  /// The schema, and the role that owns everything in it and cannot sign in.
  static let name = "tutanak_capture"
  /// Which tables are captured, and since when without a break.
  static let register = "tutanak_capture.tutanak_captured"
  /// Statements of the application whose history could not be written.
  static let failures = "tutanak_capture.tutanak_failures"
  /// Counts what could not even be written there.
  static let unrecorded = "tutanak_capture.tutanak_unrecorded"

  /// What lets the connected role act as the owning one, which is made where there is none.
  static let lending: [OwnerConnection.Statement] = [
    .init(
      Message(tr: "Ayarların yapılması", en: "Setting up"),
      "SET LOCAL client_min_messages = warning; SET LOCAL search_path = pg_catalog, pg_temp"),
    .init(
      Message(tr: "Rolün oluşturulması", en: "Making the role"),
      """
      DO $$
      BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tutanak_capture') THEN
          CREATE ROLE tutanak_capture NOLOGIN;
        END IF;
        IF NOT pg_has_role(current_user, 'tutanak_capture', 'USAGE') THEN
          EXECUTE format('GRANT tutanak_capture TO %I', current_user);
        END IF;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;  -- another database's installation was faster
      END $$
      """),
  ]

  /// What makes them where they are not there.
  static let installation: [OwnerConnection.Statement] =
    lending + [
      .init(
        Message(tr: "Şemanın oluşturulması", en: "Making the schema"),
        "CREATE SCHEMA IF NOT EXISTS tutanak_capture AUTHORIZATION tutanak_capture"),
      .init(
        Message(tr: "Kayıt tablolarının oluşturulması", en: "Making the register"),
        """
        SET LOCAL ROLE tutanak_capture;
        CREATE TABLE IF NOT EXISTS \(register) (
          history text PRIMARY KEY, relation oid NOT NULL, since timestamptz NOT NULL, installed_in xid8 NOT NULL);
        CREATE TABLE IF NOT EXISTS \(failures) (
          number bigint GENERATED ALWAYS AS IDENTITY, history text NOT NULL, failed_at timestamptz NOT NULL,
          operation text NOT NULL, error text NOT NULL);
        CREATE SEQUENCE IF NOT EXISTS \(unrecorded);
        RESET ROLE
        """),
    ]

  /// Takes the schema away when no history is left in it.
  static let removal = OwnerConnection.Statement(
    Message(tr: "Boş şemanın kaldırılması", en: "Removing the empty schema"),
    """
    DO $$
    BEGIN
      IF NOT EXISTS (
        SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'tutanak_capture' AND c.relkind = 'r' AND c.relname NOT LIKE 'tutanak\\_%')
      THEN
        DROP SCHEMA IF EXISTS tutanak_capture CASCADE;
      END IF;
    END $$
    """)

  /// Takes back what the installation was lent.
  static let conclusion = OwnerConnection.Statement(
    Message(tr: "Ödünç alınan yetkinin geri verilmesi", en: "Giving back the membership"),
    """
    DO $$
    BEGIN
      IF EXISTS (
        SELECT FROM pg_auth_members
        WHERE roleid = 'tutanak_capture'::regrole AND member = (SELECT oid FROM pg_roles WHERE rolname = current_user))
      THEN
        EXECUTE format('REVOKE tutanak_capture FROM %I', current_user);
      END IF;
    END $$
    """)

  /// What a reading role needs of all that, sequences for the dump.
  ///
  /// What could not be written down before has made histories begin anew, and is counted from nought.
  static func grants(to reader: String) -> OwnerConnection.Statement {
    let role = SQLName.quoted(reader)
    return .init(
      Message(tr: "Okuma yetkisinin verilmesi", en: "Granting the right to read"),
      """
      SET LOCAL ROLE tutanak_capture;
      GRANT USAGE ON SCHEMA tutanak_capture TO \(role);
      GRANT SELECT ON \(register), \(failures) TO \(role);
      GRANT SELECT ON ALL SEQUENCES IN SCHEMA tutanak_capture TO \(role);
      ALTER SEQUENCE \(unrecorded) RESTART;
      RESET ROLE
      """)
  }
}
