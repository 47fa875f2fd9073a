# shellcheck shell=bash
# OpenSSL >= 3.5 as a static libcrypto per target, in the cache, from the distribution's patched source package.
#
# Cache: openssl/VERSION-TARGET-HASH/{include,lib/libcrypto.a,VERSION}; HASH is of the configure line and of what is left
# out. openssl/SUITE.version holds the version that the suite had when it was last asked: a filled cache needs no network.

OPENSSL_SUITE=${OPENCNG_OPENSSL_SUITE:-trixie}
OPENSSL_CACHE=$OPENCNG_CACHE/openssl
# What no blob, key type or provider of ours can reach is left out; legacy and md2 are reachable through CNG and stay.
OPENSSL_OPTIONS=(
  no-shared no-module no-dso no-engine no-apps no-docs no-tests no-autoload-config no-err no-async
  no-ssl no-tls no-dtls no-quic no-http no-ocsp no-cmp no-ct no-ts no-rfc3779
  no-srp no-srtp no-psk no-sctp no-nextprotoneg no-comp no-ui-console no-sock no-dgram
  no-aria no-bf no-blake2 no-camellia no-cast no-idea no-mdc2 no-rmd160 no-seed no-siphash no-siv no-sm2 no-sm3 no-sm4
  no-whirlpool no-ocb no-scrypt no-argon2 no-gost no-ec2m enable-legacy enable-md2
  --prefix=/opencng --openssldir=/opencng/ssl --libdir=lib
)

# openssl_configure_line TARGET: the arguments of OpenSSL's Configure, one a line.
openssl_configure_line() {
  case $1 in
    native) printf '%s\n' linux-x86_64 "${OPENSSL_OPTIONS[@]}" enable-ec_nistp_64_gcc_128 -fPIC -fvisibility=hidden ;;
    mingw64) printf '%s\n' mingw64 "${OPENSSL_OPTIONS[@]}" enable-ec_nistp_64_gcc_128 no-winstore \
      --cross-compile-prefix=x86_64-w64-mingw32- CC=gcc-posix ;;
    mingw32) printf '%s\n' mingw "${OPENSSL_OPTIONS[@]}" no-winstore \
      --cross-compile-prefix=i686-w64-mingw32- CC=gcc-posix ;;
    *) die "no OpenSSL target named $1" ;;
  esac
}
# openssl_left_out TARGET: assembler files that are generated empty. No option of Configure's names them, and AES-GCM for
# AVX-512 alone is 0.7 MB, a seventh of the DLL; the AVX2 code serves those processors as well.
openssl_left_out() {
  case $1 in
    mingw*) printf '%s\n' crypto/modes/aes-gcm-avx512.s ;;
  esac
}
# openssl_folder VERSION TARGET
openssl_folder() {
  printf '%s/%s-%s-%s' "$OPENSSL_CACHE" "$1" "$2" \
    "$({ openssl_configure_line "$2"; openssl_left_out "$2"; } | sha256sum | cut -c1-12)"
}
# openssl_complete VERSION TARGET...
openssl_complete() {
  local version=$1 target
  shift
  [ -n "$version" ] || return 1
  for target; do [ -f "$(openssl_folder "$version" "$target")/VERSION" ] || return 1; done
}

# openssl_given_key SOURCE: names a given tarball or folder by what it holds.
openssl_given_key() {
  if [ -d "$1" ]; then
    find "$1" -name .git -prune -o -type f -printf '%P %s %T@\n' | sort | sha256sum | cut -c1-16
  else
    sha256sum <"$1" | cut -c1-16
  fi
}

# openssl_given_source SOURCE WORK: WORK/src becomes a clean copy, since configuring would write into a folder of the user's.
openssl_given_source() {
  mkdir -p "$2/src"
  if [ -d "$1" ]; then
    tar -C "$1" --exclude=.git -cf - . | tar -C "$2/src" -xf -
  else
    tar -C "$2/src" --strip-components=1 -xf "$1"
  fi
  [ -f "$2/src/Configure" ] || { echo "$1 holds no OpenSSL source (no file Configure)"; return 1; }
}

openssl_distribution_source() {
  apt_fetch "$1" openssl "$OPENSSL_SUITE"
  apt_unpack "$1" "$1/src"
  apt_fetched_version "$1" >"$1/version"
}

# openssl_check_version WORK: the post-quantum algorithms came with 3.5.
openssl_check_version() {
  local major minor
  major=$(sed -n 's/^MAJOR=//p' "$1/src/VERSION.dat")
  minor=$(sed -n 's/^MINOR=//p' "$1/src/VERSION.dat")
  [ "$major" -gt 3 ] || { [ "$major" -eq 3 ] && [ "$minor" -ge 5 ]; } || {
    echo "OpenSSL $major.$minor is too old: 3.5 or later is needed"
    return 1
  }
}

# openssl_build WORK VERSION TARGET
openssl_build() {
  local work=$1 version=$2 target=$3 final args file
  final=$(openssl_folder "$version" "$target")
  mapfile -t args < <(openssl_configure_line "$target")
  rm -rf "$work/build" "$work/result"
  mkdir -p "$work/build" "$work/result/lib" "$work/result/include"
  cd "$work/build"
  # A fixed date and a relative path to the source make two builds anywhere the same, byte for byte.
  export SOURCE_DATE_EPOCH=1735689600
  ../src/Configure "${args[@]}"
  for file in $(openssl_left_out "$target"); do
    # The generators ask the compiler which instructions its assembler knows; this one answers nothing.
    make CC=true "$file"
  done
  make -j"$JOBS" build_generated
  make -j"$JOBS" libcrypto.a
  cp -r ../src/include/openssl ../result/include/
  cp -r include/openssl ../result/include/
  find ../result/include -name '*.in' -delete
  cp libcrypto.a ../result/lib/
  printf '%s\n' "$version" "${args[@]}" >../result/VERSION
  cd "$work"
  rm -rf "$final"
  mv result "$final"
  rm -rf build
}

# openssl_link VERSION TARGET: the presets know OpenSSL by this fixed name.
openssl_link() {
  mkdir -p "$BUILD/openssl"
  ln -sfn "$(openssl_folder "$1" "$2")" "$BUILD/openssl/$2"
}

# openssl_provision TARGET...: makes what is missing, then links build/openssl/TARGET to it.
openssl_provision() {
  local version='' target given=${OPENCNG_OPENSSL_SOURCE:-}
  if [ -n "$given" ]; then
    [ -e "$given" ] || die "OPENCNG_OPENSSL_SOURCE names $given, which does not exist"
    version=given-$(openssl_given_key "$given")
  elif [ -f "$OPENSSL_CACHE/$OPENSSL_SUITE.version" ]; then
    version=$(cat "$OPENSSL_CACHE/$OPENSSL_SUITE.version")
  fi
  if ! openssl_complete "$version" "$@"; then
    openssl_fill "$version" "$given" "$@"
    version=$OPENSSL_VERSION
  fi
  for target; do openssl_link "$version" "$target"; done
}

# openssl_fill VERSION GIVEN TARGET...: leaves the version it built in OPENSSL_VERSION.
openssl_fill() {
  local version=$1 given=$2 target work lock
  shift 2
  mkdir -p "$OPENSSL_CACHE"
  # Two runs at once, in two working copies, share the cache: the second one waits and then finds it filled.
  exec {lock}>"$OPENSSL_CACHE/.lock"
  flock -n "$lock" || { say "==> another run is building OpenSSL; waiting for it"; flock "$lock"; }
  [ -n "$version" ] || version=$(cat "$OPENSSL_CACHE/$OPENSSL_SUITE.version" 2>/dev/null || true)
  OPENSSL_VERSION=$version
  if openssl_complete "$version" "$@"; then exec {lock}>&-; return 0; fi
  rm -rf "$OPENSSL_CACHE"/.work.*
  work=$(mktemp -d "$OPENSSL_CACHE/.work.XXXXXX")
  OPENSSL_WORK=$work
  EXIT_HOOKS+=(openssl_clean)
  if [ -n "$given" ]; then
    step "Unpack OpenSSL from $given" openssl_given_source "$given" "$work"
  else
    apt_lists
    STEP_ADVICE='Is the network there? Or give a source: OPENCNG_OPENSSL_SOURCE=folder-or-tarball of OpenSSL 3.5 or later.'
    step "Fetch OpenSSL source ($OPENSSL_SUITE, about 60 MB)" openssl_distribution_source "$work"
    STEP_ADVICE=
    version=$(cat "$work/version")
  fi
  step "Check OpenSSL version" openssl_check_version "$work"
  for target; do
    openssl_complete "$version" "$target" ||
      step "Build OpenSSL $version for $target (one to four minutes, once)" openssl_build "$work" "$version" "$target"
  done
  [ -n "$given" ] || printf '%s\n' "$version" >"$OPENSSL_CACHE/$OPENSSL_SUITE.version"
  openssl_clean
  exec {lock}>&-
  OPENSSL_VERSION=$version
}
openssl_clean() { rm -rf "$OPENSSL_WORK"; }
