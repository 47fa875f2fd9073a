// What the codecs of CryptoAPI's blobs share: the common header, and numbers that are little-endian.
//
//    0  u8  bType      6 PUBLICKEYBLOB, 7 PRIVATEKEYBLOB
//    1  u8  bVersion   2 or 3
//    2  u16 reserved   ignored
//    4  u32 aiKeyAlg
//    8  u32 magic      begins the structure of the algorithm
#pragma once

#include <cstddef>
#include <cstdint>

#include "codec/codec.h"

namespace cng::codec::capi {

constexpr std::uint8_t kPublicKeyBlob = 6;
constexpr std::uint8_t kPrivateKeyBlob = 7;

struct Header {
  std::uint8_t type = 0, version = 0;
  std::uint32_t algorithm = 0;
  std::uint32_t magic = 0;
};

constexpr std::size_t bytes_of_bits(std::uint32_t bits) { return (std::size_t{bits} + 7) / 8; }

// One layout that a parser knows.
struct Form {
  std::uint8_t version;
  std::uint32_t magic;
  Half half;
};

// Reads the header and finds the form in the order in which Wine's library checks it. A short blob: invalid_parameter;
// a type, version, algorithm or magic that is not one of these: not_supported.
Result<const Form*> read_header(ByteReader& reader, std::span<const Form> forms,
                                std::span<const std::uint32_t> algorithms);

// Takes little-endian numbers into parts; what they are called is the same in all of these blobs.
class NumberReader {
 public:
  NumberReader(ByteReader& reader, KeyParts& parts) : reader_(reader), parts_(parts) {}

  // A number of exactly `size` bytes. Afterwards ok() is false if the blob has ended before.
  void take(std::size_t size, std::size_t part, const char* name, const char* meaning,
            FieldKind kind = FieldKind::public_bytes);
  // The same for a number that may be shorter: its zeros are dropped.
  void take_short(std::size_t size, std::size_t part, const char* name, const char* meaning,
                  FieldKind kind = FieldKind::public_bytes);
  // A number that is not kept.
  ByteView skip(std::size_t size, const char* name, const char* meaning, FieldKind kind = FieldKind::public_bytes);
  bool ok() const { return ok_; }

 private:
  ByteReader& reader_;
  KeyParts& parts_;
  bool ok_ = true;
};

// Drops the zeros behind a little-endian number: its leading ones.
ByteView strip_high_zeros(ByteView little_endian);

// True if the most significant byte of a little-endian number is not zero.
inline bool is_full(ByteView little_endian) { return !little_endian.empty() && little_endian.back() != 0; }

void write_header(const Header& header, ByteWriter& writer);

constexpr Error kTooShort = invalid_parameter("the blob ends inside its structure");
constexpr Error kNumbersTooShort = invalid_parameter("the blob ends inside its numbers");

// DSSSEED: a counter and 20 bytes that are kept as they are.
struct Seed {
  static constexpr std::size_t kBytes = 20;
  ByteView count, seed;
};
bool take_seed(ByteReader& reader, Seed& out);

}  // namespace cng::codec::capi
