-- The database of efys, the back office of an industrial zone, as its Flask application made it.
--
--   roles, users        who may sign in; permissions as jsonb; three default roles
--   sessions            one row per sign-in; there is no end column, only is_active and expires_at
--   security_events     sign-ins, failures, logouts and changes to accounts; event_type is free text
--   system_logs         the application's own log
--   audit_log           what was done to invoices, tariffs, permissions and subscribers
--   backup_history      the nightly pg_dump's book-keeping
--
-- Nothing is improved here. Times are TIMESTAMP without zone, written by a server on Europe/Istanbul time;
-- sessions and security_events have no index but their keys; most columns may be null.

\set ON_ERROR_STOP on
SET client_encoding = 'UTF8';

CREATE TABLE roles (
    id SERIAL PRIMARY KEY,
    name VARCHAR(50) UNIQUE NOT NULL,
    description TEXT,
    permissions JSONB NOT NULL DEFAULT '{}',
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE users (
    id SERIAL PRIMARY KEY,
    username VARCHAR(50) UNIQUE NOT NULL,
    email VARCHAR(100) UNIQUE NOT NULL,
    password_hash VARCHAR(255) NOT NULL,
    full_name VARCHAR(100),
    role_id INTEGER REFERENCES roles(id),
    is_active BOOLEAN DEFAULT TRUE,
    last_login TIMESTAMP,
    failed_login_attempts INTEGER DEFAULT 0,
    account_locked_until TIMESTAMP,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

INSERT INTO roles (name, description, permissions) VALUES
('admin', 'Sistem Yöneticisi - Tüm Erişim',
 '{"dashboard": ["view"], "billing": ["view", "create", "edit", "delete"], "subscribers": ["view", "create", "edit", "delete"], "reports": ["view", "export"], "monitoring": ["view"], "settings": ["view", "edit"]}'),
('operator', 'Fatura Operatörü',
 '{"dashboard": ["view"], "billing": ["view", "create", "edit"], "subscribers": ["view"], "reports": ["view", "export"], "monitoring": ["view"]}'),
('viewer', 'Sadece Görüntüleme',
 '{"dashboard": ["view"], "reports": ["view"], "monitoring": ["view"]}');

CREATE TABLE sessions (
    id SERIAL PRIMARY KEY,
    user_id INTEGER REFERENCES users(id) ON DELETE CASCADE,
    session_token VARCHAR(255) UNIQUE NOT NULL,
    ip_address INET,
    user_agent TEXT,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    expires_at TIMESTAMP NOT NULL,
    is_active BOOLEAN DEFAULT TRUE
);

CREATE TABLE security_events (
    id SERIAL PRIMARY KEY,
    user_id INTEGER REFERENCES users(id),
    event_type VARCHAR(50) NOT NULL, -- login_success, login_failed, logout, password_change, etc.
    ip_address INET,
    details JSONB,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE system_logs (
    id SERIAL PRIMARY KEY,
    log_level VARCHAR(20) NOT NULL, -- DEBUG, INFO, WARNING, ERROR, CRITICAL
    module VARCHAR(100) NOT NULL,
    message TEXT NOT NULL,
    user_id INTEGER REFERENCES users(id),
    ip_address INET,
    request_path TEXT,
    exception_traceback TEXT,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX idx_system_logs_level ON system_logs(log_level);
CREATE INDEX idx_system_logs_created_at ON system_logs(created_at DESC);
CREATE INDEX idx_system_logs_module ON system_logs(module);

CREATE TABLE audit_log (
    id SERIAL PRIMARY KEY,
    actor_id INTEGER REFERENCES users(id),
    action VARCHAR(50) NOT NULL, -- invoice_create, invoice_cancel, tariff_change, permission_change, subscriber_change
    object_type VARCHAR(50) NOT NULL,
    object_id INTEGER,
    before JSONB,
    after JSONB,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE backup_history (
    id SERIAL PRIMARY KEY,
    backup_type VARCHAR(20) NOT NULL,
    backup_file TEXT NOT NULL,
    file_size BIGINT,
    status VARCHAR(20) NOT NULL, -- success, failed
    error TEXT,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);
