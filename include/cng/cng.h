/* OpenCNG: the one header for programs that use it, on Windows, Wine and ELF systems, in C11 or C++11 and later.
 *
 * On PE it takes in the toolchain's own windows.h, ntstatus.h, bcrypt.h and ncrypt.h; on ELF it takes in headers with
 * the same names. What a header set lacks is added to both, so that one source compiles for both. Link bcrypt and
 * ncrypt on PE, cng-bcrypt and cng-ncrypt on ELF.
 *
 * Write strings as CNG_TEXT("...") where a source is for both formats: WCHAR has 16 bits everywhere.
 */
#ifndef CNG_CNG_H
#define CNG_CNG_H

#ifdef _WIN32

/* MinGW-w64 hides newer names, HKDF among them, unless asked for Windows 10. */
#ifndef _WIN32_WINNT
#define _WIN32_WINNT 0x0A00
#endif
#ifndef NTDDI_VERSION
#define NTDDI_VERSION 0x0A00000C
#endif

/* The order of the headers matters, here and below. */
/* clang-format off */

/* windows.h defines some status values, ntstatus.h all of them: keep the first from doing so. */
#ifdef WIN32_NO_STATUS
#include <windows.h>
#else
#define WIN32_NO_STATUS
#include <windows.h>
#undef WIN32_NO_STATUS
#endif
#include <ntstatus.h>
#include <bcrypt.h>
#include <ncrypt.h>

#define CNG_API
#define CNG_TEXT_PASTE(literal) L##literal
#define CNG_TEXT(literal) CNG_TEXT_PASTE(literal)
#ifdef __cplusplus
#define CNG_STATIC_ASSERT(condition, message) static_assert(condition, message)
#else
#define CNG_STATIC_ASSERT(condition, message) _Static_assert(condition, message)
#endif

#else

#include "native/types.h"
#include "native/status.h"
#include "native/bcrypt.h"
#include "native/ncrypt.h"

#endif

/* After the platform's headers, whose macros they look at. */
#include "compat_names.h"
#include "pq_names.h"
#include "layout.h"

/* clang-format on */

#ifdef __cplusplus
extern "C" {
#endif

/* OpenCngVersion returns the version of the library as "major.minor.patch", a static string. No DLL of Windows or Wine
 * exports it: GetProcAddress tells by it whose bcrypt.dll or ncrypt.dll a process has. */
CNG_API const char *WINAPI OpenCngVersion(void);

#ifdef __cplusplus
}
#endif

#endif /* CNG_CNG_H */
