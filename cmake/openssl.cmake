# opencng::crypto: libcrypto, static from OPENCNG_OPENSSL_ROOT or the system's.
if(OPENCNG_SYSTEM_OPENSSL)
  find_package(OpenSSL 3.5 REQUIRED COMPONENTS Crypto)
  add_library(opencng_crypto INTERFACE)
  target_link_libraries(opencng_crypto INTERFACE OpenSSL::Crypto)
  add_library(opencng::crypto ALIAS opencng_crypto)
  return()
endif()

if(NOT EXISTS "${OPENCNG_OPENSSL_ROOT}/lib/libcrypto.a" OR NOT EXISTS "${OPENCNG_OPENSSL_ROOT}/include/openssl/core_dispatch.h")
  message(FATAL_ERROR
    "OPENCNG_OPENSSL_ROOT (\"${OPENCNG_OPENSSL_ROOT}\") has no include/openssl and lib/libcrypto.a.\n"
    "./run build makes OpenSSL once, outside this tree, and links it to build/openssl; afterwards cmake can be used by hand.\n"
    "With a system OpenSSL >= 3.5: -DOPENCNG_SYSTEM_OPENSSL=ON.")
endif()
file(STRINGS "${OPENCNG_OPENSSL_ROOT}/include/openssl/opensslv.h" version_line REGEX "define OPENSSL_VERSION_STR ")
string(REGEX MATCH "[0-9]+\\.[0-9]+\\.[0-9]+" openssl_version "${version_line}")
if(openssl_version VERSION_LESS 3.5)
  message(FATAL_ERROR "OpenSSL ${openssl_version} in ${OPENCNG_OPENSSL_ROOT} is too old: 3.5 or later is needed.")
endif()

add_library(opencng::crypto STATIC IMPORTED GLOBAL)
set_target_properties(opencng::crypto PROPERTIES
  IMPORTED_LOCATION "${OPENCNG_OPENSSL_ROOT}/lib/libcrypto.a"
  INTERFACE_INCLUDE_DIRECTORIES "${OPENCNG_OPENSSL_ROOT}/include")
if(WIN32)
  # libcrypto's calls into user32 and CryptoAPI are replaced by import pointers of ours. Asking for them before libcrypto is
  # read makes the linker take the archive member that defines them, and it then never opens libuser32.
  if(CMAKE_SIZEOF_VOID_P EQUAL 8)
    target_link_options(opencng::crypto INTERFACE LINKER:--undefined=__imp_MessageBoxW)
  else()
    target_link_options(opencng::crypto INTERFACE LINKER:--undefined=__imp__MessageBoxW@16)
  endif()
else()
  set(THREADS_PREFER_PTHREAD_FLAG ON)
  find_package(Threads REQUIRED)
  target_link_libraries(opencng::crypto INTERFACE Threads::Threads ${CMAKE_DL_LIBS})
endif()
