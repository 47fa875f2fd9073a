// The exports that refuse, so that every program loads: each reports itself to the trace and returns the status its row
// in def/*.list names. Compiled once for each library, with CNG_UNSUPPORTED_BCRYPT or CNG_UNSUPPORTED_NCRYPT defined.
//
// The functions take pointer-wide words in place of their documented parameters, as many as let a callee of i386 pop
// what its caller pushed. So this file must not see the documented prototypes: no bcrypt.h, no ncrypt.h, no cng.h.
#include <cstdint>

#include "abi/guard.h"

#if defined(_WIN32) && defined(__i386__)
#define CNG_CALL __attribute__((stdcall))
#else
#define CNG_CALL
#endif

#ifdef _WIN32
#define CNG_EXPORT  // the .def file exports it
#else
#define CNG_EXPORT __attribute__((visibility("default")))
#endif

#define CNG_WORDS_0 void
#define CNG_WORDS_1 std::uintptr_t
#define CNG_WORDS_2 CNG_WORDS_1, std::uintptr_t
#define CNG_WORDS_3 CNG_WORDS_2, std::uintptr_t
#define CNG_WORDS_4 CNG_WORDS_3, std::uintptr_t
#define CNG_WORDS_5 CNG_WORDS_4, std::uintptr_t
#define CNG_WORDS_6 CNG_WORDS_5, std::uintptr_t
#define CNG_WORDS_7 CNG_WORDS_6, std::uintptr_t
#define CNG_WORDS_8 CNG_WORDS_7, std::uintptr_t
#define CNG_WORDS_9 CNG_WORDS_8, std::uintptr_t
#define CNG_WORDS_10 CNG_WORDS_9, std::uintptr_t
#define CNG_WORDS_11 CNG_WORDS_10, std::uintptr_t

#define CNG_REFUSE(name, words, status)                                          \
  extern "C" CNG_EXPORT std::int32_t CNG_CALL name(CNG_WORDS_##words);           \
  extern "C" std::int32_t CNG_CALL name(CNG_WORDS_##words) {                     \
    return cng::abi::refuse(#name, static_cast<std::int32_t>(UINT32_C(status))); \
  }

#if defined(CNG_UNSUPPORTED_BCRYPT)
#include "../../def/bcrypt_refuse.inc"
#elif defined(CNG_UNSUPPORTED_NCRYPT)
#include "../../def/ncrypt_refuse.inc"
#else
#error "define CNG_UNSUPPORTED_BCRYPT or CNG_UNSUPPORTED_NCRYPT"
#endif
