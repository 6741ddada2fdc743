using TlsDissect.Decryption;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Decryption;

/// <summary>A record as on the wire, that can be changed and opened.</summary>
internal sealed record SealedRecord(RecordHeader Header, byte[] Fragment)
{
    /// <summary>The header of a datagram's record as sent; empty on a stream.</summary>
    public byte[] SentHeader { get; init; } = [];

    public ulong? Number { get; init; }

    public byte[] ConnectionId { get; init; } = [];

    /// <summary>The plaintext, without a start that is unknown, with its type; <c>null</c> where it does not authenticate.</summary>
    public (ContentType Type, byte[] Content)? Open(RecordDecryptor decryptor)
    {
        byte[] plaintext = new byte[RecordHeader.MaxFragmentLength + 1024];
        TlsRecord sealedRecord = new(Header, Fragment, default) { SentHeader = SentHeader, Number = Number, ConnectionId = ConnectionId };
        DecryptedRecord record = decryptor.Decrypt(sealedRecord, plaintext);
        return record.IsAuthenticated
            ? (record.Type, record.Plaintext[Math.Min(record.UnknownStart, record.Plaintext.Length)..].ToArray())
            : null;
    }

    public SealedRecord WithFlip(int at, byte mask)
    {
        byte[] changed = [.. Fragment];
        changed[at] ^= mask;
        return this with { Fragment = changed };
    }

    public SealedRecord Resized(byte[] fragment) => this with { Header = Header with { Length = fragment.Length }, Fragment = fragment };
}
