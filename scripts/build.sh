# shellcheck shell=bash
# Configures and builds the presets, and puts the products into out/.

# openssl_of PRESET: the OpenSSL that a preset links; the sanitizer builds share the native one.
openssl_of() {
  case $1 in
    mingw64 | mingw32) printf '%s' "$1" ;;
    *) printf 'native' ;;
  esac
}

# preset_build PRESET [CMAKE-ARGUMENT...]
preset_build() {
  local preset=$1 tree=$BUILD/$1 now
  shift
  cd "$ROOT"
  cmake --preset "$preset" "$@"
  # Another OpenSSL behind the same name has an old date and would not be noticed.
  now=$(readlink "$BUILD/openssl/$(openssl_of "$preset")" || true)
  if [ -f "$tree/openssl.used" ] && [ "$(cat "$tree/openssl.used")" != "$now" ]; then
    cmake --build "$tree" --target clean
  fi
  printf '%s\n' "$now" >"$tree/openssl.used"
  cmake --build "$tree" -j "$JOBS"
}

# products PRESET NAME: installs into out/NAME; whole and at once, so that nobody meets half of it.
products() {
  local strip=--strip
  # PE files come stripped from the linker.
  case $1 in mingw*) strip= ;; esac
  rm -rf "$OUT/.$2.new"
  cmake --install "$BUILD/$1" --prefix "$OUT/.$2.new" ${strip:+"$strip"}
  mkdir -p "$OUT/.$2.new"
  rm -rf "${OUT:?}/$2"
  mv "$OUT/.$2.new" "$OUT/$2"
}

cmd_build() {
  local presets=("$@") preset targets=()
  [ ${#presets[@]} -gt 0 ] || presets=(native mingw64)
  need_packages "${PACKAGES_BUILD[@]}"
  for preset in "${presets[@]}"; do
    case $preset in
      native | mingw64) ;;
      asan | tsan) need_packages "${PACKAGES_CLANG[@]}" ;;
      mingw32) need_packages "${PACKAGES_MINGW32[@]}" ;;
      *) die "no preset named $preset" "There are native, mingw64, asan, tsan and mingw32." ;;
    esac
    targets+=("$(openssl_of "$preset")")
  done
  mapfile -t targets < <(printf '%s\n' "${targets[@]}" | sort -u)
  openssl_provision "${targets[@]}"
  for preset in "${presets[@]}"; do
    step "Build $preset" preset_build "$preset"
    case $preset in
      native) step "Install into out/native" products native native ;;
      mingw64) step "Install into out/x64" products mingw64 x64 ;;
      mingw32) step "Install into out/x86" products mingw32 x86 ;;
    esac
  done
  build_summary
}

build_summary() {
  local file
  say "Products:"
  for file in "$OUT"/x64/*.dll "$OUT"/x64/*.exe "$OUT"/x64/*.a "$OUT"/x64/*.lib "$OUT"/native/lib/*.so* "$OUT"/native/bin/*; do
    if [ -e "$file" ]; then say "  ${file#"$ROOT"/}"; fi
  done
}

cmd_install() {
  local prefix=${1:-}
  [ -n "$prefix" ] || die "install needs a prefix" "For example: ./run install \$HOME/.local"
  cmd_build
  mkdir -p "$prefix" 2>/dev/null || true
  [ -w "$prefix" ] ||
    die "cannot write to $prefix" "It is built; install it with: sudo cmake --install build/native --prefix $prefix --strip"
  prefix=$(cd "$prefix" && pwd)
  step "Install into $prefix" install_into "$prefix"
  say "Libraries, headers and cngkey are below $prefix; the Windows DLLs are in $prefix/lib/opencng/x64."
}
install_into() {
  cmake --install "$BUILD/native" --prefix "$1" --strip
  mkdir -p "$1/lib/opencng"
  rm -rf "$1/lib/opencng/x64"
  cp -a "$OUT/x64" "$1/lib/opencng/x64"
}

cmd_clean() {
  if wine_find 2>/dev/null; then wine_stop "$BUILD/mingw64/wineprefix"; fi
  rm -rf "$BUILD" "$OUT" "$ROOT/dist"
  say "build, out and dist are gone. OpenSSL and the Wine prefix stay in $OPENCNG_CACHE (rm -rf it to be rid of them)."
}
