// Byte strings as the tests use them.
#ifndef OPENCNG_TESTS_SUPPORT_BYTES_H_
#define OPENCNG_TESTS_SUPPORT_BYTES_H_

#include <cng/cng.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cngtest {

using Bytes = std::vector<UCHAR>;

// hex reads pairs of hex digits; blanks are skipped. Throws std::invalid_argument on anything else.
Bytes hex(std::string_view digits);
std::string to_hex(const Bytes& bytes);

// concat joins byte strings in the order given.
Bytes concat(std::initializer_list<Bytes> parts);

// text gives the bytes of an ASCII string, without its NUL.
Bytes text(std::string_view ascii);

// le32 gives a little-endian u32, the form of every blob header field.
Bytes le32(ULONG value);

// pad_left puts zero bytes in front of a number.
Bytes pad_left(const Bytes& number, std::size_t size);

// reversed turns a number round, from one byte order to the other.
Bytes reversed(Bytes bytes);

inline ULONG len(const Bytes& bytes) { return static_cast<ULONG>(bytes.size()); }

// in hands constant bytes to a parameter that the documented prototype leaves non-const.
inline PUCHAR in(const Bytes& bytes) { return const_cast<PUCHAR>(bytes.data()); }

}  // namespace cngtest

#endif  // OPENCNG_TESTS_SUPPORT_BYTES_H_
