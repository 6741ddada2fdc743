using System.Buffers.Binary;
using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>
/// What a MAC or an AEAD up to TLS 1.2 covers before the content: number, type, version and length (RFC 5246 §6.2.3.1, §6.2.3.3). In DTLS
/// the number begins with the epoch. A record with a connection ID has another form, which no other record can have (RFC 9146 §5).
/// </summary>
internal static class AuthenticatedHeader
{
    /// <summary>Stands for the number where a record without a connection ID has its own.</summary>
    private const ulong Placeholder = ulong.MaxValue;

    /// <summary>Size in bytes of the header of a record.</summary>
    public static int LengthOf(in ProtectedRecord record) => record.Type == ContentType.Tls12Cid ? 23 + record.ConnectionId.Length : 13;

    /// <summary>Writes the header of a record.</summary>
    /// <param name="header">Buffer of its length.</param>
    /// <param name="record">The record.</param>
    /// <param name="number">Its number.</param>
    /// <param name="length">Size in bytes of what the MAC or the AEAD covers after the header.</param>
    public static void Write(Span<byte> header, in ProtectedRecord record, ulong number, int length)
    {
        ReadOnlySpan<byte> id = record.ConnectionId;
        bool hasId = record.Type == ContentType.Tls12Cid;
        BinaryPrimitives.WriteUInt64BigEndian(header, hasId ? Placeholder : number);
        header[8] = (byte)record.Type;
        int at = 9;
        if (hasId)
        {
            header[at++] = (byte)id.Length;
            header[at++] = (byte)record.Type;
        }

        BinaryPrimitives.WriteUInt16BigEndian(header[at..], (ushort)record.Version);
        at += sizeof(ushort);
        if (hasId)
        {
            BinaryPrimitives.WriteUInt64BigEndian(header[at..], number);
            id.CopyTo(header[(at + sizeof(ulong))..]);
            at += sizeof(ulong) + id.Length;
        }

        BinaryPrimitives.WriteUInt16BigEndian(header[at..], (ushort)length);
    }

    /// <summary>
    /// Writes the header as OpenSSL before 0.9.8f computes the MAC of the draft of DTLS 1.0: the number without the epoch, and the version
    /// of TLS 1.0. AnyConnect has the epoch and the draft's version there.
    /// </summary>
    public static void WriteWithoutEpoch(Span<byte> header, in ProtectedRecord record, ulong number, int length)
    {
        Write(header, record, number & (1ul << 48) - 1, length);
        BinaryPrimitives.WriteUInt16BigEndian(header[9..], (ushort)ProtocolVersion.Tls10);
    }
}
