// Records that are damaged, foreign or too long: a documented error, never a key, and the file stays.
#include "store/record.h"

#include <algorithm>

#include "support.h"

namespace cng::store {
namespace {

class Damage : public StoreTest {
 protected:
  void SetUp() override {
    Record record = make_record(CNG_W("name"), 1, 100), other = make_record(CNG_W("other"), 2, 100);
    ASSERT_EQ(code(store_.create(record, Existing::keep)), Code::ok);
    ASSERT_EQ(code(store_.create(other, Existing::keep)), Code::ok);
    good_ = read_bytes(file_of(CNG_W("name")));
  }
  Code read_of(const std::vector<std::uint8_t>& file) {
    write_bytes(file_of(CNG_W("name")), file);
    return code(store_.read(CNG_W("name")));
  }
  std::vector<std::uint8_t> good_;
};

TEST_F(Damage, Truncated_IsBadData) {
  for (std::size_t size = 0; size < good_.size(); ++size) {
    const std::vector<std::uint8_t> part(good_.begin(), good_.begin() + static_cast<std::ptrdiff_t>(size));
    ASSERT_EQ(read_of(part), Code::bad_data) << size;
  }
  EXPECT_EQ(read_of(good_), Code::ok);
}

TEST_F(Damage, AnyBitFlipped_IsNeverAKey) {
  for (std::size_t bit = 0; bit < 8 * good_.size(); bit += bit < 8 * 64 ? 1 : 3) {
    std::vector<std::uint8_t> file = good_;
    file[bit / 8] = static_cast<std::uint8_t>(file[bit / 8] ^ 1 << bit % 8);
    const Code found = read_of(file);
    const bool of_no_boot = bit == 8 * std::size_t{16};  // the flag "per boot"
    ASSERT_EQ(found, bit / 32 == 1 ? Code::bad_version : of_no_boot ? Code::bad_keyset : Code::bad_data) << bit;
  }
}

TEST_F(Damage, LongerThanItSays_IsBadData) {
  good_.push_back(0);
  EXPECT_EQ(read_of(good_), Code::bad_data);
}

TEST_F(Damage, Oversized_IsRefusedBeforeItIsRead) {
  fs::resize_file(file_of(CNG_W("name")), std::uintmax_t{8} << 30);  // sparse
  EXPECT_EQ(code(store_.read(CNG_W("name"))), Code::bad_data);
  EXPECT_EQ(listed(), std::vector<WideText>{CNG_W("other")});
}

TEST_F(Damage, Listing_SkipsIt) {
  good_[good_.size() - 1] ^= 1;
  write_bytes(file_of(CNG_W("name")), good_);
  EXPECT_EQ(listed(), std::vector<WideText>{CNG_W("other")});
  EXPECT_EQ(read_bytes(file_of(CNG_W("name"))), good_);  // kept, for someone to look at
}

TEST_F(Damage, DamagedKey_IsRemovedAndReplacedOnlyWhenAsked) {
  good_[good_.size() - 1] ^= 1;
  write_bytes(file_of(CNG_W("name")), good_);
  Record record = make_record(CNG_W("name"), 4);
  EXPECT_EQ(code(store_.create(record, Existing::keep)), Code::exists);
  EXPECT_EQ(code(store_.create(record, Existing::replace)), Code::ok);
  EXPECT_EQ(seed_of(*store_.read(CNG_W("name"))), 4u);
  write_bytes(file_of(CNG_W("name")), {1, 2, 3});
  EXPECT_EQ(code(store_.rewrite(record)), Code::bad_data);
  EXPECT_EQ(code(store_.remove(CNG_W("name"))), Code::ok);
  EXPECT_EQ(code(store_.read(CNG_W("name"))), Code::bad_keyset);
}

TEST_F(Damage, RecordOfAnotherName_IsRefused) {
  EXPECT_EQ(read_of(read_bytes(file_of(CNG_W("other")))), Code::bad_data);
  EXPECT_EQ(listed(), std::vector<WideText>{CNG_W("other")});
}

TEST_F(Damage, RecordOfAnotherStore_IsRefused) {
  const KeyStore foreign(Scope::user, (temporary_.path() / "foreign").string());
  Record record = make_record(CNG_W("name"), 1, 100);
  ASSERT_EQ(code(foreign.create(record, Existing::keep)), Code::ok);
  fs::copy_file(fs::path(foreign.folder()) / fs::relative(file_of(CNG_W("name")), folder_), file_of(CNG_W("name")),
                fs::copy_options::overwrite_existing);
  EXPECT_EQ(code(store_.read(CNG_W("name"))), Code::bad_data);
}

TEST_F(Damage, PropertiesAndPolicy_AreAuthenticated) {
  const Result<RecordFile> parsed = parse_record(good_);
  ASSERT_EQ(code(parsed), Code::ok);
  for (int change = 0; change < 4; ++change) {
    Record record = make_record(CNG_W("name"), 1, 0);
    record.id = parsed->record.id;
    record.modified = parsed->record.modified;
    record.export_policy = change == 0 ? 3 : parsed->record.export_policy;
    if (change == 1) record.properties.pop_back();
    if (change == 2) record.properties[1].value = {9};
    if (change == 3) record.algorithm = CNG_W("DSA");
    Result<RecordLayout> layout = lay_out_record(Scope::user, parsed->seal, record, parsed->encrypted);
    ASSERT_EQ(code(layout), Code::ok);
    const ByteSpan file = layout->file.span(SecretAccess{});
    std::copy(parsed->tag.begin(), parsed->tag.end(), file.subspan(layout->tag_at).begin());
    EXPECT_EQ(read_of({file.begin(), file.end()}), Code::bad_data) << change;
  }
}

// The layout of docs/store-format.md, field by field, apart from what is random.
TEST(RecordLayoutTest, IsTheDocumentedOne) {
  Record record;
  record.name = CNG_W("n");
  record.algorithm = CNG_W("A");
  record.blob_type = CNG_W("B");
  record.export_policy = 2;
  record.usage = 3;
  record.key_type = 4;
  record.legacy_spec = 5;
  record.modified = 0x0102030405060708;
  record.per_boot = true;
  record.id.fill(0x11);
  record.properties = {{CNG_W("p"), true, {0xAB, 0xCD}}};
  Seal seal;
  seal.protector = Protector::windows_dpapi;
  seal.master_id.fill(0x22);
  seal.boot_tag.fill(0x33);
  seal.salt.fill(0x44);
  seal.nonce.fill(0x55);
  const std::uint8_t blob[] = {0x77, 0x78, 0x79};
  const Result<RecordLayout> layout = lay_out_record(Scope::machine, seal, record, blob);
  ASSERT_EQ(code(layout), Code::ok);

  std::vector<std::uint8_t> expected = {'C', 'N', 'G', 'K', 1, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0,
                                        0,   0,   3,   0,   0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 8, 7, 6, 5, 4, 3, 2, 1,
                                        1,   0,   0,   0,   1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0};
  expected.insert(expected.end(), 16, 0x11);
  expected.insert(expected.end(), 16, 0x22);
  expected.insert(expected.end(), 16, 0x33);
  expected.insert(expected.end(), 32, 0x44);
  expected.insert(expected.end(), 12, 0x55);
  for (const int byte : {int{'n'}, 0, int{'A'}, 0, int{'B'}, 0,        1, 0,    0,    0,    1,    0,   0,
                         0,        2, 0,        0, 0,        int{'p'}, 0, 0xAB, 0xCD, 0x77, 0x78, 0x79})
    expected.push_back(static_cast<std::uint8_t>(byte));
  expected.insert(expected.end(), 16, 0);
  const ByteView file = layout->file.view(SecretAccess{});
  EXPECT_EQ(std::vector<std::uint8_t>(file.begin(), file.end()), expected);
  EXPECT_EQ(layout->tag_at, expected.size() - 16);
  EXPECT_EQ(layout->blob_at, expected.size() - 19);
}

}  // namespace
}  // namespace cng::store
