import Files

/// A Debian without a toolchain: the essential packages, some others, and what those depend on, as dpkg knows them.
///
/// It is made of what is installed on this machine, since tests have no network. Only root may.
package final class CleanRoot: Sendable {
  private let folder: ScratchFolder

  /// Where it lies, seen from outside.
  package var path: String { folder.path + "/root" }

  /// Makes it with packages that are installed here.
  package init(with packages: [String]) throws {
    folder = try ScratchFolder()
    let outcome = try Command.run(words: ["sh", "-c", Self.script, "-", folder.path + "/root"] + packages)
    guard outcome.status == 0 else { throw ServerFailure("no clean root: \(outcome.errors)") }
  }

  /// Runs a command of the shell inside.
  package func run(_ command: String, as user: String = "root", environment: [String: String?] = [:]) throws
    -> Command.Outcome
  {
    let inside = """
      mount -t proc proc "$1/proc" && mount --bind /dev "$1/dev"
      exec chroot --userspec="$2:$2" "$1" env -i PATH=/usr/sbin:/usr/bin HOME=/var/lib/tutanak sh -c "$3"
      """
    return try Command.run(
      words: ["unshare", "-m", "sh", "-c", inside, "-", path, user, command], environment: environment)
  }

  private static let script = #"""
    set -eu
    root=$1
    shift
    mkdir -p "$root/usr/bin" "$root/usr/sbin" "$root/usr/lib" "$root/usr/lib64" "$root/var/lib/dpkg/info"
    for each in bin sbin lib lib64; do ln -s "usr/$each" "$root/$each"; done
    mkdir -p "$root/proc" "$root/dev" "$root/run" "$root/tmp" "$root/var/lib/dpkg/updates"
    chmod 1777 "$root/tmp"

    essential=$(dpkg-query -W -f '${Essential} ${Package}\n' | sed -n 's/^yes //p')
    apt-cache depends --recurse --installed --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces \
      --no-enhances dpkg $essential "$@" | grep -v '^[ |<]' | sort -u >"$root.named"
    packages=$(xargs dpkg-query -W -f '${db:Status-Status} ${binary:Package}\n' <"$root.named" 2>/dev/null |
      sed -n 's/^installed //p' || true)

    dpkg-query -L $packages | grep '^/..*' | grep -vE '^/(usr/share/(doc|man|locale|info|lintian)/)' | sort -u |
      while read -r file; do if [ -e "$file" ] || [ -L "$file" ]; then echo "$file"; fi; done >"$root.files"
    tar -C / --no-recursion -cf - -T "$root.files" 2>/dev/null | tar -C "$root" --keep-directory-symlink -xf -

    cp /var/lib/dpkg/info/format "$root/var/lib/dpkg/info/"
    for package in $packages; do cp /var/lib/dpkg/info/"$package".* "$root/var/lib/dpkg/info/"; done
    dpkg-query -s $packages >"$root/var/lib/dpkg/status"
    cp "$root/usr/share/base-passwd/passwd.master" "$root/etc/passwd"
    cp "$root/usr/share/base-passwd/group.master" "$root/etc/group"
    touch "$root/etc/shadow" "$root/etc/gshadow"
    chroot "$root" ldconfig
    # What pam-auth-update makes; without it nobody becomes another user.
    cp -R /etc/pam.d/. "$root/etc/pam.d/"
    """#
}
