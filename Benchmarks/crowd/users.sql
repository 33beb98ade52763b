SELECT u.id AS user_id, u.username AS user_name, u.full_name, u.email, u.department AS unit, u.created_at FROM users u
