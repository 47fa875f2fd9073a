/* Types of the Windows calling surface for programs built as ELF.
 *
 * Every integer has the width it has on Windows: ULONG, LONG, DWORD, BOOL, NTSTATUS and SECURITY_STATUS are 32 bits
 * wide on LP64 systems too. A WCHAR is one 16-bit UTF-16 unit: wchar_t where the compiler makes that 16 bits wide
 * (-fshort-wchar), char16_t otherwise. Needs C11 or C++11.
 */
#ifndef CNG_NATIVE_TYPES_H
#define CNG_NATIVE_TYPES_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define CNG_STATIC_ASSERT(condition, message) static_assert(condition, message)
#else
#include <uchar.h>
#define CNG_STATIC_ASSERT(condition, message) _Static_assert(condition, message)
#endif

#if defined(__SIZEOF_WCHAR_T__) && __SIZEOF_WCHAR_T__ == 2
typedef wchar_t WCHAR;
#define CNG_TEXT_PASTE(literal) L##literal
#else
typedef char16_t WCHAR;
#define CNG_TEXT_PASTE(literal) u##literal
#endif

/* CNG_TEXT("...") is a UTF-16 literal of WCHAR, on ELF and on PE alike. */
#define CNG_TEXT(literal) CNG_TEXT_PASTE(literal)

#ifndef WINAPI
#define WINAPI
#endif

#if defined(__GNUC__)
#define CNG_API __attribute__((visibility("default")))
#define CNG_ALIGN_8 __attribute__((aligned(8)))
#else
#error "OpenCNG's native headers need gcc or clang"
#endif

#ifndef TRUE
#define TRUE 1
#endif
#ifndef FALSE
#define FALSE 0
#endif

/* Integers */
typedef uint8_t UCHAR;
typedef uint8_t BYTE;
typedef uint8_t BOOLEAN;
typedef uint16_t USHORT;
typedef uint16_t WORD;
typedef int32_t INT;
typedef int32_t LONG;
typedef int32_t BOOL;
typedef uint32_t UINT;
typedef uint32_t ULONG;
typedef uint32_t DWORD;
typedef int64_t LONGLONG;
typedef uint64_t ULONGLONG;
typedef uintptr_t ULONG_PTR;
typedef uintptr_t DWORD_PTR;
typedef size_t SIZE_T;
typedef char CHAR;

/* Results. The types are the same; what the values mean is not: NTSTATUS below zero is a failure, SECURITY_STATUS
 * other than zero is. */
typedef LONG NTSTATUS;
typedef LONG SECURITY_STATUS;
typedef LONG HRESULT;

/* Pointers. VOID is void, so that VOID* and PVOID both read as documented. */
typedef void VOID;
typedef void *PVOID;
typedef void *LPVOID;
typedef UCHAR *PUCHAR;
typedef BYTE *PBYTE;
typedef BYTE *LPBYTE;
typedef BOOLEAN *PBOOLEAN;
typedef USHORT *PUSHORT;
typedef ULONG *PULONG;
typedef DWORD *PDWORD;
typedef DWORD *LPDWORD;
typedef CHAR *LPSTR;
typedef CHAR *PSTR;
typedef const CHAR *LPCSTR;
typedef const CHAR *PCSTR;
typedef WCHAR *LPWSTR;
typedef WCHAR *PWSTR;
typedef const WCHAR *LPCWSTR;
typedef const WCHAR *PCWSTR;

/* Handles of the system. Nothing on ELF gives one out; they appear in prototypes and properties only. */
typedef void *HANDLE;
typedef HANDLE HWND;
typedef HANDLE *PHANDLE;

typedef struct FILETIME {
  DWORD dwLowDateTime; /* 100 ns units since 1601-01-01 UTC, low half */
  DWORD dwHighDateTime;
} FILETIME;

CNG_STATIC_ASSERT(sizeof(WCHAR) == 2, "WCHAR is a UTF-16 unit");
CNG_STATIC_ASSERT(sizeof(ULONG) == 4 && sizeof(LONG) == 4 && sizeof(DWORD) == 4, "32 bits everywhere");
CNG_STATIC_ASSERT(sizeof(NTSTATUS) == 4 && sizeof(SECURITY_STATUS) == 4, "32 bits everywhere");
CNG_STATIC_ASSERT(sizeof(BOOL) == 4 && sizeof(BOOLEAN) == 1, "BOOL is an int, BOOLEAN a byte");
CNG_STATIC_ASSERT(sizeof(ULONGLONG) == 8 && sizeof(ULONG_PTR) == sizeof(void *), "64 bits and pointer width");

#endif /* CNG_NATIVE_TYPES_H */
