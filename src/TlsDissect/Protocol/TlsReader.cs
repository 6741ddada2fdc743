using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace TlsDissect.Protocol;

/// <summary>
/// A cursor over TLS presentation language (RFC 8446 §3). A failed read stores the first error in a slot shared with every nested reader,
/// empties the reader and returns zero. So loops end, and no field needs a check of its own.
/// </summary>
/// <remarks>
/// It never throws on data. Check <see cref="Failed"/> once, at the end. With a <see cref="FieldRecorder"/>, every read is recorded under
/// its name, and a vector that does not fit is cut instead of refused, so that the fields in it are recorded too.
/// </remarks>
internal ref struct TlsReader
{
    private readonly ref DecodeError _error;
    private readonly FieldRecorder? _recorder;
    private readonly int _origin;
    private ReadOnlySpan<byte> _rest;
    private int _consumed;

    /// <param name="data">Borrowed for the reader's life.</param>
    /// <param name="error">Receives the first error.</param>
    /// <param name="recorder">Records every read; <c>null</c> for none.</param>
    public TlsReader(ReadOnlySpan<byte> data, ref DecodeError error, FieldRecorder? recorder = null)
        : this(data, 0, recorder, ref error) { }

    private TlsReader(ReadOnlySpan<byte> data, int origin, FieldRecorder? recorder, ref DecodeError error)
    {
        _rest = data;
        _origin = origin;
        _recorder = recorder;
        _error = ref error;
    }

    /// <summary>Number of bytes not read yet; 0 after a failure.</summary>
    public readonly int Remaining => _rest.Length;

    /// <summary>Whether nothing is left to read.</summary>
    public readonly bool IsEmpty => _rest.IsEmpty;

    /// <summary>Whether a read has failed in this reader or in one that shares its slot.</summary>
    public readonly bool Failed => _error.IsSet;

    /// <summary>
    /// Whether the reads are recorded. Then parts that otherwise need not be parsed are, because the names of their fields are wanted.
    /// </summary>
    public readonly bool IsRecorded => _recorder is not null;

    /// <summary>Offset of the next byte in the outermost reader.</summary>
    public readonly int Offset => _origin + _consumed;

    /// <summary>The bytes not read yet. Does not read them.</summary>
    public readonly ReadOnlySpan<byte> Unread => _rest;

    /// <summary>
    /// Whether another element of the list that fills this reader follows. It takes the place of <see cref="IsEmpty"/> in loops over
    /// structures, so that their fields are recorded by element.
    /// </summary>
    /// <param name="what">Name of an element, as in KeyShareEntry.</param>
    public readonly bool HasItem(string what)
    {
        if (_recorder is not null && !(IsEmpty && Failed)) Record(IsEmpty ? RecordedKind.EndOfItems : RecordedKind.Item, what, Offset, 0);
        return !IsEmpty;
    }

    public byte ReadUInt8(string what = "uint8") => TakeField(RecordedKind.Number, 1, what, out ReadOnlySpan<byte> b) ? b[0] : (byte)0;

    public ushort ReadUInt16(string what = "uint16") =>
        TakeField(RecordedKind.Number, 2, what, out ReadOnlySpan<byte> b) ? BinaryPrimitives.ReadUInt16BigEndian(b) : (ushort)0;

    public int ReadUInt24(string what = "uint24") =>
        TakeField(RecordedKind.Number, 3, what, out ReadOnlySpan<byte> b) ? b[0] << 16 | b[1] << 8 | b[2] : 0;

    public uint ReadUInt32(string what = "uint32") =>
        TakeField(RecordedKind.Number, 4, what, out ReadOnlySpan<byte> b) ? BinaryPrimitives.ReadUInt32BigEndian(b) : 0;

    public ulong ReadUInt64(string what = "uint64") =>
        TakeField(RecordedKind.Number, 8, what, out ReadOnlySpan<byte> b) ? BinaryPrimitives.ReadUInt64BigEndian(b) : 0;

    /// <summary>Reads a number whose first two bits say its length (RFC 9000 §16).</summary>
    public ulong ReadVarint(string what = "varint")
    {
        int length = IsEmpty ? 1 : 1 << (_rest[0] >> 6);
        if (!TakeField(RecordedKind.Varint, length, what, out ReadOnlySpan<byte> b)) return 0;
        ulong number = (ulong)b[0] & 0x3F;
        foreach (byte next in b[1..]) number = number << 8 | next;
        return number;
    }

    /// <summary>Says of which registry the number is that was read last, for names that several registries have.</summary>
    public readonly void Means(string registry) => _recorder?.Means(registry);

    /// <summary>Reads an opaque field of fixed length; empty after a failure.</summary>
    public ReadOnlySpan<byte> Read(int length, string what = "opaque") =>
        TakeField(RecordedKind.Bytes, length, what, out ReadOnlySpan<byte> b) ? b : default;

    /// <summary>Reads the remaining bytes.</summary>
    /// <param name="what">Their name. It is not needed if they are all of a vector, which has one.</param>
    public ReadOnlySpan<byte> ReadToEnd(string what = "opaque") =>
        TakeField(RecordedKind.Rest, _rest.Length, what, out ReadOnlySpan<byte> b) ? b : default;

    /// <summary>Reads the remaining bytes into an array.</summary>
    public byte[] ReadToArray(string what = "opaque") => ReadToEnd(what).ToArray();

    /// <summary>Reads the content of a vector with a one-byte length into an array.</summary>
    public byte[] ReadOpaque8(string what = "vector") => TakeVector(1, what).ToArray();

    /// <summary>Reads the content of a vector with a two-byte length into an array.</summary>
    public byte[] ReadOpaque16(string what = "vector") => TakeVector(2, what).ToArray();

    /// <summary>Reads the content of a vector with a three-byte length into an array.</summary>
    public byte[] ReadOpaque24(string what = "vector") => TakeVector(3, what).ToArray();

    /// <summary>Reads a vector with a one-byte length, as a nested reader.</summary>
    public TlsReader ReadVector8(string what = "vector") => Nested(TakeVector(1, what), ref _error);

    /// <summary>Reads a vector with a two-byte length, as a nested reader.</summary>
    public TlsReader ReadVector16(string what = "vector") => Nested(TakeVector(2, what), ref _error);

    /// <summary>
    /// Reads a vector with a two-byte length, as a nested reader with an error slot of its own. An error inside it does not affect this
    /// reader, but a vector that does not fit is this reader's error.
    /// </summary>
    public TlsReader ReadVector16Apart(ref DecodeError error, string what = "vector") => Nested(TakeVector(2, what), ref error);

    /// <summary>Reads a vector with a three-byte length, as a nested reader.</summary>
    public TlsReader ReadVector24(string what = "vector") => Nested(TakeVector(3, what), ref _error);

    /// <summary>Reads a part whose length is known, as a nested reader.</summary>
    public TlsReader ReadPart(int length, string what = "part") => Nested(TakePart(length, 0, what), ref _error);

    /// <summary>Reads a list of two-byte numbers of one registry to the end of this reader. Half a number is an error.</summary>
    /// <typeparam name="T">The registry: an enum of <see cref="ushort"/>.</typeparam>
    public ImmutableArray<T> ReadUInt16List<T>(string what = "list")
        where T : unmanaged, Enum
    {
        if (_rest.Length % sizeof(ushort) != 0)
        {
            if (IsRecorded) TakeField(RecordedKind.Numbers16, _rest.Length - 1, what, out _);
            Fail(what);
        }

        TakeField(RecordedKind.Numbers16, _rest.Length, what, out ReadOnlySpan<byte> list);
        if (list.IsEmpty) return [];
        T[] values = new T[list.Length / sizeof(ushort)];
        Span<ushort> numbers = MemoryMarshal.Cast<T, ushort>(values.AsSpan());
        list.CopyTo(MemoryMarshal.AsBytes(numbers));
        if (BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(numbers, numbers);
        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    /// <summary>Reads a vector with a one-byte length as a list of one-byte numbers.</summary>
    public ImmutableArray<byte> ReadUInt8List(string what = "list")
    {
        TlsReader list = ReadVector8(what);
        list.TakeField(RecordedKind.Numbers8, list._rest.Length, what, out ReadOnlySpan<byte> numbers);
        return ImmutableCollectionsMarshal.AsImmutableArray(numbers.ToArray());
    }

    /// <summary>Fails if bytes are left, because the structure ends here.</summary>
    public void ExpectEnd(string what = "trailing bytes")
    {
        if (!_rest.IsEmpty) Fail(what);
    }

    /// <summary>Sets an error at the present offset and empties the reader.</summary>
    public void Fail(string what)
    {
        if (!_error.IsSet) _recorder?.AddError(new RecordedField(RecordedKind.Error, what, _origin, Offset, _rest.Length));
        _error.Set(what, Offset);
        _rest = default;
    }

    private readonly TlsReader Nested(ReadOnlySpan<byte> content, ref DecodeError error) =>
        new(content, Offset - content.Length, _recorder, ref error);

    /// <summary>Takes a vector's length and content.</summary>
    private ReadOnlySpan<byte> TakeVector(int prefix, string what)
    {
        if (!Take(prefix, what, out ReadOnlySpan<byte> b)) return default;
        int length = prefix switch { 1 => b[0], 2 => BinaryPrimitives.ReadUInt16BigEndian(b), _ => b[0] << 16 | b[1] << 8 | b[2] };
        return TakePart(length, prefix, what);
    }

    private ReadOnlySpan<byte> TakePart(int length, int prefix, string what)
    {
        if (_recorder is not null)
            length = _recorder.AddVector(new RecordedField(RecordedKind.Vector, what, _origin, Offset, length, prefix), _rest.Length);
        return Take(length, what, out ReadOnlySpan<byte> b) ? b : default;
    }

    private bool TakeField(RecordedKind kind, int length, string what, out ReadOnlySpan<byte> taken)
    {
        if (!Take(length, what, out taken)) return false;
        // Nothing is not a field of a reader that has failed.
        if (_recorder is not null && (length > 0 || !Failed)) Record(kind, what, Offset - length, length);
        return true;
    }

    private readonly void Record(RecordedKind kind, string what, int offset, int length) =>
        _recorder!.Add(new RecordedField(kind, what, _origin, offset, length));

    private bool Take(int length, string what, out ReadOnlySpan<byte> taken)
    {
        if ((uint)length > (uint)_rest.Length)
        {
            Fail(what);
            taken = default;
            return false;
        }

        taken = _rest[..length];
        _rest = _rest[length..];
        _consumed += length;
        return true;
    }
}
