using TlsDissect.Decryption;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Decryption;

/// <summary>A record as on the wire, that can be changed and opened.</summary>
internal sealed record SealedRecord(RecordHeader Header, byte[] Fragment)
{
    /// <summary>The plaintext, without a start that is unknown, with its type; <c>null</c> where it does not authenticate.</summary>
    public (ContentType Type, byte[] Content)? Open(RecordDecryptor decryptor)
    {
        byte[] plaintext = new byte[RecordHeader.MaxFragmentLength + 1024];
        DecryptedRecord record = decryptor.Decrypt(new TlsRecord(Header, Fragment, default), plaintext);
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

    public SealedRecord Resized(byte[] fragment) => new(Header with { Length = fragment.Length }, fragment);
}
