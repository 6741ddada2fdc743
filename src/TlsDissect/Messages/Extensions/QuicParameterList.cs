using System.Buffers.Binary;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>
/// The entries of quic_transport_parameters, in the form of RFC 9000 §18 or in that of drafts before 27. There the length of the list, the
/// identifiers and the lengths have two bytes (draft-ietf-quic-transport-26 §18).
/// </summary>
internal ref struct QuicParameterList
{
    private readonly bool _isOld;
    private TlsReader _reader;

    /// <param name="parameters">The data of the extension. Borrowed for the list's life.</param>
    /// <param name="error">Receives the error of the first malformed entry.</param>
    public QuicParameterList(ReadOnlySpan<byte> parameters, ref DecodeError error)
    {
        _isOld = IsOldForm(parameters);
        _reader = new TlsReader(parameters, ref error);
        if (_isOld) _reader.ReadUInt16("transport_parameters_length");
    }

    /// <summary>
    /// Whether a list has the form of drafts before 27: its length comes first, and its entries fill it. In the later form, the same bytes
    /// would be the first entry's identifier and length.
    /// </summary>
    public static bool IsOldForm(ReadOnlySpan<byte> parameters)
    {
        const int Size = sizeof(ushort);
        if (parameters.Length < Size || BinaryPrimitives.ReadUInt16BigEndian(parameters) != parameters.Length - Size) return false;
        ReadOnlySpan<byte> rest = parameters[Size..];
        while (rest.Length >= 2 * Size)
        {
            int end = 2 * Size + BinaryPrimitives.ReadUInt16BigEndian(rest[Size..]);
            if (end > rest.Length) return false;
            rest = rest[end..];
        }

        return rest.IsEmpty;
    }

    /// <summary>The parameter of the entry that was read last.</summary>
    public QuicTransportParameter Id { get; private set; }

    /// <summary>Reads the next entry. Returns <c>false</c> at the end, and at one that is malformed.</summary>
    public bool TryRead(out ReadOnlySpan<byte> value)
    {
        value = default;
        if (_reader.IsEmpty) return false;
        Id = (QuicTransportParameter)(_isOld ? _reader.ReadUInt16() : _reader.ReadVarint("transport_parameter_id"));
        ulong length = _isOld ? _reader.ReadUInt16() : _reader.ReadVarint("transport_parameter_length");
        value = _reader.Read((int)Math.Min(length, int.MaxValue), "transport_parameter_value");
        return !_reader.Failed;
    }
}
