# shellcheck shell=bash
# Fetches a source package through apt, and with it apt's signature checks, without touching the system's configuration.

# The machine's own mirrors: rows "URI codename component" of the indexes that apt uses.
apt_rows() { apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(COMPONENT)' 'Created-By: Packages' | sort -u; }
apt_main_uri() { apt_rows | awk '$3 == "main" && $2 !~ /-/ { print $1; exit }'; }
apt_security_uri() { apt_rows | awk '$3 == "main" && $2 ~ /-security$/ { print $1; exit }'; }
apt_codename() { apt_rows | awk '$3 == "main" && $2 !~ /-/ { print $2; exit }'; }

# apt_stanza URI SUITE: one deb822 paragraph.
apt_stanza() {
  printf 'Types: deb-src\nURIs: %s\nSuites: %s\nComponents: main\n' "$1" "$2"
  printf 'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg\n\n'
}

# apt_private DIR: writes DIR/apt.conf, which makes apt use DIR/sources.sources and DIR's own lists and nothing else.
apt_private() {
  local dir=$1
  mkdir -p "$dir/lists/partial" "$dir/cache/archives/partial"
  cat >"$dir/apt.conf" <<CONF
Dir::Etc::SourceList "$dir/sources.sources";
Dir::Etc::SourceParts "/dev/null";
Dir::Etc::Preferences "/dev/null";
Dir::Etc::PreferencesParts "/dev/null";
Dir::State::status "/dev/null";
Dir::State::Lists "$dir/lists";
Dir::Cache "$dir/cache";
Dir::Cache::archives "$dir/cache/archives";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
Acquire::Languages "none";
Acquire::Retries "3";
APT::Get::List-Cleanup "0";
CONF
  # The sandbox user cannot read a folder below root's home; without root there is no sandbox to leave.
  if [ "$(id -u)" -eq 0 ]; then printf 'APT::Sandbox::User "root";\n' >>"$dir/apt.conf"; fi
}

# apt_fetch_from DIR PACKAGE: one try with the stanzas that DIR/sources.sources holds.
apt_fetch_from() (
  cd "$1/download"
  rm -f -- *
  APT_CONFIG=$1/apt.conf apt-get -q update &&
    APT_CONFIG=$1/apt.conf apt-get -q --download-only source "$2"
)

# apt_fetch DIR PACKAGE SUITE: leaves the verified .dsc and its files in DIR/download.
apt_fetch() {
  local dir=$1 package=$2 suite=$3 uri security
  uri=$(apt_main_uri)
  security=$(apt_security_uri)
  [ -n "$uri" ] || { echo "apt knows no main component on this machine; run apt-get update"; return 1; }
  apt_private "$dir"
  mkdir -p "$dir/download"
  if [ -n "$security" ]; then
    { apt_stanza "$uri" "$suite"; apt_stanza "$security" "$suite-security"; } >"$dir/sources.sources"
    if apt_fetch_from "$dir" "$package"; then return 0; fi
    # The security index can be ahead of what the mirror holds; the released suite alone is consistent.
    echo "with $suite-security it failed; trying $suite alone"
  fi
  apt_stanza "$uri" "$suite" >"$dir/sources.sources"
  rm -rf "$dir/lists"
  apt_private "$dir"
  apt_fetch_from "$dir" "$package" || {
    echo "cannot fetch $package from $suite."
    echo "When apt named a missing public key: upgrade the package debian-archive-keyring and try again."
    return 1
  }
}

# apt_unpack DIR TARGET: apt has checked the signatures; dpkg-source would only repeat it with keys it may lack.
apt_unpack() { dpkg-source --no-check -x "$1"/download/*.dsc "$2"; }
apt_fetched_version() { sed -n 's/^Version: //p' "$1"/download/*.dsc | head -n 1; }
