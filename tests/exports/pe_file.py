"""Reads of a PE file what the checks need: flags, exports with ordinals and forwards, imports, resource types, TLS data."""
import struct


class PeFile:
    def __init__(self, path):
        with open(path, "rb") as stream:
            self.data = stream.read()
        if self.data[:2] != b"MZ":
            raise ValueError(f"{path}: no MZ header")
        pe = self._u32(0x3C)
        if self.data[pe:pe + 4] != b"PE\0\0":
            raise ValueError(f"{path}: no PE header")
        self.machine, section_count = struct.unpack_from("<HH", self.data, pe + 4)
        optional_size = self._u16(pe + 20)
        optional = pe + 24
        self.is_64 = self._u16(optional) == 0x20B
        self.image_base = struct.unpack_from("<Q" if self.is_64 else "<I", self.data, optional + (24 if self.is_64 else 28))[0]
        self.dll_flags = self._u16(optional + 70)
        directories = optional + (112 if self.is_64 else 96)
        count = self._u32(directories - 4)
        self.directories = [struct.unpack_from("<II", self.data, directories + 8 * i) for i in range(count)]
        self.sections = []
        for i in range(section_count):
            at = optional + optional_size + 40 * i
            size, address, raw_size, raw = struct.unpack_from("<IIII", self.data, at + 8)
            self.sections.append((address, max(size, raw_size), raw, raw_size))

    def _u16(self, at):
        return struct.unpack_from("<H", self.data, at)[0]

    def _u32(self, at):
        return struct.unpack_from("<I", self.data, at)[0]

    def _offset(self, rva):
        for address, size, raw, raw_size in self.sections:
            if address <= rva < address + size and rva - address < raw_size:
                return rva - address + raw
        raise ValueError(f"address {rva:#x} is in no section")

    def _text(self, rva):
        at = self._offset(rva)
        return self.data[at:self.data.index(b"\0", at)].decode("ascii")

    def exports(self):
        """name -> (ordinal, forward or None), and the DLL's own name."""
        rva, size = self.directories[0]
        if not rva:
            return {}, None
        at = self._offset(rva)
        base, functions, names = struct.unpack_from("<III", self.data, at + 16)
        function_table, name_table, ordinal_table = struct.unpack_from("<III", self.data, at + 28)
        out = {}
        for i in range(names):
            index = self._u16(self._offset(ordinal_table) + 2 * i)
            target = self._u32(self._offset(function_table) + 4 * index)
            forward = self._text(target) if rva <= target < rva + size else None
            out[self._text(self._u32(self._offset(name_table) + 4 * i))] = (base + index, forward)
        if functions != names:
            out["<exports without a name>"] = (functions - names, None)
        return out, self._text(self._u32(at + 12))

    def imports(self):
        """DLL -> names; an import by ordinal is "#number"."""
        rva = self.directories[1][0]
        out = {}
        at = self._offset(rva) if rva else None
        while at is not None:
            lookup, _, _, name, first = struct.unpack_from("<IIIII", self.data, at)
            if not name:
                break
            names = out.setdefault(self._text(name), [])
            step = 8 if self.is_64 else 4
            entry = self._offset(lookup or first)
            while True:
                value = struct.unpack_from("<Q" if self.is_64 else "<I", self.data, entry)[0]
                if not value:
                    break
                by_ordinal = value >> (63 if self.is_64 else 31)
                names.append(f"#{value & 0xFFFF}" if by_ordinal else self._text((value & 0x7FFFFFFF) + 2))
                entry += step
            at += 20
        return out

    def resource_types(self):
        rva = self.directories[2][0]
        if not rva:
            return []
        at = self._offset(rva)
        named, numbered = struct.unpack_from("<HH", self.data, at + 12)
        return [self._u32(at + 16 + 8 * (named + i)) for i in range(numbered)]

    def tls(self):
        """Size of the template of thread-local data, and the count of callbacks."""
        rva = self.directories[9][0]
        if not rva:
            return 0, 0
        fields = struct.unpack_from("<QQQQ" if self.is_64 else "<IIII", self.data, self._offset(rva))
        start, end, _, callbacks = fields
        count = 0
        if callbacks:
            step = 8 if self.is_64 else 4
            at = self._offset(callbacks - self.image_base)
            while any(self.data[at + step * count:at + step * count + step]):
                count += 1
        return end - start, count
