# shellcheck shell=bash
# Wine: one slim prefix per Wine version in the cache, a copy of it per build folder, its server started and stopped by us.
# Also sourced by the small programs wine-run and wine-prefix.

# The wrapper script /usr/bin/wine only adds a complaint about 32-bit support, which nothing here needs.
wine_find() {
  local candidate
  WINE=${OPENCNG_WINE:-}
  if [ -z "$WINE" ]; then
    for candidate in /usr/lib/wine/wine64 "$(command -v wine64 || true)" "$(command -v wine || true)"; do
      if [ -x "$candidate" ]; then WINE=$candidate; break; fi
    done
  fi
  [ -n "$WINE" ] || { echo "no Wine on this machine (Debian: packages wine and wine64)" >&2; return 1; }
  WINESERVER=${WINE%/*}/wineserver
  if [ ! -x "$WINESERVER" ]; then WINESERVER=$(command -v wineserver || command -v wineserver-stable); fi
  export WINELOADER=$WINE
}
wine_template() {
  printf '%s/wine/%s' "${OPENCNG_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/opencng}" \
    "$("$WINE" --version | tr -cs 'A-Za-z0-9.~+-' '-')x64"
}

# wine_make_template FOLDER: Debian's Wine copies 700 MB of unstripped DLLs into a prefix; links to its own files do as well.
wine_make_template() {
  local final=$1 work dlls file
  mkdir -p "${final%/*}"
  find "${final%/*}" -maxdepth 1 -name '.work.*' -mmin +60 -exec rm -rf {} +
  work=$(mktemp -d "${final%/*}/.work.XXXXXX")
  export WINEPREFIX=$work/prefix WINEARCH=win64 WINEDEBUG=-all
  WINEDLLOVERRIDES='mscoree,mshtml=;winemenubuilder.exe=d' "$WINE" wineboot -i </dev/null
  "$WINESERVER" -w
  [ -f "$WINEPREFIX/system.reg" ] || { echo "wineboot made no prefix" >&2; return 1; }
  for dlls in /usr/lib/*/wine/x86_64-windows /usr/lib/wine/x86_64-windows; do
    [ -d "$dlls" ] || continue
    for file in "$dlls"/*; do
      local copy=$WINEPREFIX/drive_c/windows/system32/${file##*/}
      if [ -f "$copy" ] && [ ! -L "$copy" ] && cmp -s "$file" "$copy"; then ln -sf "$file" "$copy"; fi
    done
  done
  # Someone else may have finished first.
  mv -T "$WINEPREFIX" "$final" 2>/dev/null || [ -f "$final/system.reg" ]
  rm -rf "$work"
}

# wine_prefix PREFIX: makes PREFIX when it is missing.
wine_prefix() {
  local prefix=$1 template
  [ ! -f "$prefix/system.reg" ] || return 0
  template=$(wine_template)
  [ -f "$template/system.reg" ] || (wine_make_template "$template") || return 1
  rm -rf "$prefix" "$prefix.new"
  mkdir -p "${prefix%/*}"
  cp -a "$template" "$prefix.new"
  mv -T "$prefix.new" "$prefix"
}

# wine_server PREFIX: starts the server and Wine's services with no pipe of ours in their hands. Started by a test, they
# would keep its output open, and ctest or a pipe would wait for their end.
wine_server() {
  # Status 2: it runs already.
  if WINEPREFIX=$1 "$WINESERVER" -p120 </dev/null >/dev/null 2>&1; then
    WINEPREFIX=$1 WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml=;winemenubuilder.exe=d' \
      "$WINE" wineboot </dev/null >/dev/null 2>&1 || true
  fi
}
wine_stop() {
  [ ! -f "$1/system.reg" ] || WINEPREFIX=$1 "$WINESERVER" -k </dev/null >/dev/null 2>&1 || true
}
