// The master key: made once, never made anew while keys need it, and refused when it is not what it was.
#include "store/protector.h"
#include "store/system.h"
#include "support.h"

namespace cng::store {
namespace {

class Master : public StoreTest {
 protected:
  void SetUp() override {
    Record record = make_record(CNG_W("name"));
    ASSERT_EQ(code(store_.create(record, Existing::keep)), Code::ok);
  }
  const fs::path file_ = folder_ / "master.key";
};

TEST_F(Master, Lost_NoNewOneIsMade) {
  fs::remove(file_);
  Record record = make_record(CNG_W("new")), known = make_record(CNG_W("name"));
  EXPECT_EQ(code(store_.create(record, Existing::keep)), Code::bad_data);
  EXPECT_EQ(code(store_.rewrite(known)), Code::bad_data);
  EXPECT_EQ(code(store_.read(CNG_W("name"))), Code::bad_data);
  EXPECT_FALSE(fs::exists(file_));
  EXPECT_THAT(listed(), testing::IsEmpty());
  // With the last key deleted, the store starts again.
  EXPECT_EQ(code(store_.remove(CNG_W("name"))), Code::ok);
  EXPECT_EQ(code(store_.create(record, Existing::keep)), Code::ok);
}

TEST_F(Master, Damaged_IsRefused) {
  const std::vector<std::uint8_t> good = read_bytes(file_);
  for (std::size_t bit = 0; bit < 8 * good.size(); ++bit) {
    std::vector<std::uint8_t> file = good;
    file[bit / 8] = static_cast<std::uint8_t>(file[bit / 8] ^ 1 << bit % 8);
    write_bytes(file_, file);
    const Code found = code(store_.read(CNG_W("name")));
    ASSERT_TRUE(found == Code::bad_data || found == (bit / 32 == 1 ? Code::bad_version : Code::bad_data)) << bit;
  }
  for (std::size_t size = 0; size < good.size(); ++size) {
    write_bytes(file_, {good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)});
    ASSERT_EQ(code(store_.read(CNG_W("name"))), Code::bad_data) << size;
  }
  write_bytes(file_, std::vector<std::uint8_t>(100000));
  EXPECT_EQ(code(store_.read(CNG_W("name"))), Code::bad_data);
  write_bytes(file_, good);
  EXPECT_EQ(code(store_.read(CNG_W("name"))), Code::ok);
}

TEST_F(Master, Changed_KeysAreRefused) {
  const KeyStore foreign(Scope::user, (temporary_.path() / "foreign").string());
  Record record = make_record(CNG_W("name"));
  ASSERT_EQ(code(foreign.create(record, Existing::keep)), Code::ok);
  fs::copy_file(fs::path(foreign.folder()) / "master.key", file_, fs::copy_options::overwrite_existing);
  EXPECT_EQ(code(store_.read(CNG_W("name"))), Code::bad_data);
}

TEST(MasterKeyFile, RoundTrip) {
  const Result<MasterKey> key = make_master_key();
  ASSERT_EQ(code(key), Code::ok);
  const Result<SecretBytes> file = write_master_key(*key, Scope::user);
  ASSERT_EQ(code(file), Code::ok);
  const Result<MasterKey> back = parse_master_key(file->view(SecretAccess{}), Scope::user);
  ASSERT_EQ(code(back), Code::ok);
  EXPECT_TRUE(equal_constant_time(back->bytes.view(SecretAccess{}), key->bytes.view(SecretAccess{})));
  EXPECT_EQ(code(parse_master_key(file->view(SecretAccess{}), Scope::machine)), Code::bad_data);
  EXPECT_NE(make_master_key()->id, key->id);
}

// Under Wine the calls are the same as on Windows, though what they do is not; elsewhere it is refused.
TEST(MasterKeyFile, SealedByWindows) {
  const std::uint8_t key[32] = {1, 2, 3};
  const Result<SecretBytes> wrapped = system::wrap(Protector::windows_dpapi, Scope::user, key);
#ifdef _WIN32
  ASSERT_EQ(code(wrapped), Code::ok);
  const Result<SecretBytes> back = system::unwrap(Protector::windows_dpapi, Scope::user, wrapped->view(SecretAccess{}));
  ASSERT_EQ(code(back), Code::ok);
  EXPECT_TRUE(equal_constant_time(back->view(SecretAccess{}), key));
  EXPECT_NE(code(system::unwrap(Protector::windows_dpapi, Scope::user, key)), Code::ok);
#else
  EXPECT_EQ(code(wrapped), Code::bad_data);
  EXPECT_EQ(code(system::unwrap(Protector::windows_dpapi, Scope::user, key)), Code::bad_data);
#endif
}

TEST(System, BootIdStaysTheSame) {
  const auto first = system::boot_id(), second = system::boot_id();
  ASSERT_EQ(code(first), Code::ok);
  EXPECT_EQ(*first, *second);
  EXPECT_NE(*first, (std::array<std::uint8_t, 16>{}));
}

}  // namespace
}  // namespace cng::store
