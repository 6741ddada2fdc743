using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace TlsDissect.Protocol;

/// <summary>
/// A cursor over TLS presentation language (RFC 8446 §3). A failed read stores the first error in a slot shared with every nested reader,
/// empties the reader and returns zero. So loops end, and no field needs a check of its own.
/// </summary>
/// <remarks>It never throws on data. Check <see cref="Failed"/> once, at the end.</remarks>
internal ref struct TlsReader
{
    private readonly ref DecodeError _error;
    private readonly int _origin;
    private ReadOnlySpan<byte> _rest;
    private int _consumed;

    /// <param name="data">Borrowed for the reader's life.</param>
    /// <param name="error">Receives the first error.</param>
    public TlsReader(ReadOnlySpan<byte> data, ref DecodeError error) : this(data, 0, ref error) { }

    private TlsReader(ReadOnlySpan<byte> data, int origin, ref DecodeError error)
    {
        _rest = data;
        _origin = origin;
        _error = ref error;
    }

    /// <summary>Number of bytes not read yet; 0 after a failure.</summary>
    public readonly int Remaining => _rest.Length;

    /// <summary>Whether nothing is left to read.</summary>
    public readonly bool IsEmpty => _rest.IsEmpty;

    /// <summary>Whether a read has failed in this reader or in one that shares its slot.</summary>
    public readonly bool Failed => _error.IsSet;

    /// <summary>Offset of the next byte in the outermost reader.</summary>
    public readonly int Offset => _origin + _consumed;

    /// <summary>The bytes not read yet. Does not read them.</summary>
    public readonly ReadOnlySpan<byte> Unread => _rest;

    public byte ReadUInt8(string what = "uint8") => Take(1, what, out ReadOnlySpan<byte> b) ? b[0] : (byte)0;

    public ushort ReadUInt16(string what = "uint16") =>
        Take(2, what, out ReadOnlySpan<byte> b) ? BinaryPrimitives.ReadUInt16BigEndian(b) : (ushort)0;

    public int ReadUInt24(string what = "uint24") => Take(3, what, out ReadOnlySpan<byte> b) ? b[0] << 16 | b[1] << 8 | b[2] : 0;

    public uint ReadUInt32(string what = "uint32") => Take(4, what, out ReadOnlySpan<byte> b) ? BinaryPrimitives.ReadUInt32BigEndian(b) : 0;

    /// <summary>Reads an opaque field of fixed length; empty after a failure.</summary>
    public ReadOnlySpan<byte> Read(int length, string what = "opaque") => Take(length, what, out ReadOnlySpan<byte> b) ? b : default;

    /// <summary>Reads the remaining bytes.</summary>
    public ReadOnlySpan<byte> ReadToEnd() => Take(_rest.Length, "", out ReadOnlySpan<byte> b) ? b : default;

    /// <summary>Reads the remaining bytes into an array.</summary>
    public byte[] ReadToArray() => ReadToEnd().ToArray();

    /// <summary>Reads the content of a vector with a one-byte length into an array.</summary>
    public byte[] ReadOpaque8(string what = "vector") => Read(ReadUInt8(what), what).ToArray();

    /// <summary>Reads the content of a vector with a two-byte length into an array.</summary>
    public byte[] ReadOpaque16(string what = "vector") => Read(ReadUInt16(what), what).ToArray();

    /// <summary>Reads the content of a vector with a three-byte length into an array.</summary>
    public byte[] ReadOpaque24(string what = "vector") => Read(ReadUInt24(what), what).ToArray();

    /// <summary>Reads a vector with a one-byte length, as a nested reader.</summary>
    public TlsReader ReadVector8(string what = "vector") => Nested(ReadUInt8(what), what);

    /// <summary>Reads a vector with a two-byte length, as a nested reader.</summary>
    public TlsReader ReadVector16(string what = "vector") => Nested(ReadUInt16(what), what);

    /// <summary>
    /// Reads a vector with a two-byte length, as a nested reader with an error slot of its own. An error inside it does not affect this
    /// reader, but a vector that does not fit is this reader's error.
    /// </summary>
    public TlsReader ReadVector16Apart(ref DecodeError error, string what = "vector")
    {
        int length = ReadUInt16(what);
        int origin = Offset;
        return new TlsReader(Read(length, what), origin, ref error);
    }

    /// <summary>Reads a vector with a three-byte length, as a nested reader.</summary>
    public TlsReader ReadVector24(string what = "vector") => Nested(ReadUInt24(what), what);

    /// <summary>Reads a list of two-byte numbers of one registry to the end of this reader. Half a number is an error.</summary>
    /// <typeparam name="T">The registry: an enum of <see cref="ushort"/>.</typeparam>
    public ImmutableArray<T> ReadUInt16List<T>(string what = "list")
        where T : unmanaged, Enum
    {
        if (_rest.Length % sizeof(ushort) != 0) Fail(what);
        if (_rest.IsEmpty) return [];
        T[] values = new T[_rest.Length / sizeof(ushort)];
        Span<ushort> numbers = MemoryMarshal.Cast<T, ushort>(values.AsSpan());
        ReadToEnd().CopyTo(MemoryMarshal.AsBytes(numbers));
        if (BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(numbers, numbers);
        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    /// <summary>Reads a vector with a one-byte length as a list of one-byte numbers.</summary>
    public ImmutableArray<byte> ReadUInt8List(string what = "list") => ImmutableCollectionsMarshal.AsImmutableArray(ReadOpaque8(what));

    /// <summary>Fails if bytes are left, because the structure ends here.</summary>
    public void ExpectEnd(string what = "trailing bytes")
    {
        if (!_rest.IsEmpty) Fail(what);
    }

    /// <summary>Sets an error at the present offset and empties the reader.</summary>
    public void Fail(string what)
    {
        _error.Set(what, Offset);
        _rest = default;
    }

    private TlsReader Nested(int length, string what)
    {
        int origin = Offset;
        return new TlsReader(Read(length, what), origin, ref _error);
    }

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
