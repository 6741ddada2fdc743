using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>
/// Reads the NULL cipher without a key. The content is readable, but the MAC at the record's end, whose length depends on the suite, cannot
/// be verified. In TLS 1.3 (RFC 9150) the content type follows the content.
/// </summary>
internal sealed class UncheckedDecryptor(RecordProtection protection) : RecordDecryptor
{
    private readonly bool _isTls13 = protection.Version.IsTls13();
    private readonly int _macLength = MacLength(protection);

    public override bool Verifies => false;

    /// <summary>Size of the MAC in a record, in bytes. truncated_hmac keeps the first 10 (RFC 6066 §7).</summary>
    private static int MacLength(RecordProtection protection)
    {
        int length = protection.CipherSuite.Mac.Length(BulkCipher.Null);
        return protection.TruncatedHmac && length > 0 && !protection.Version.IsTls13() ? 10 : length;
    }

    protected override DecryptedRecord DecryptNext(scoped in ProtectedRecord record, Span<byte> plaintext)
    {
        int length = record.Fragment.Length - _macLength;
        if (length < 0) return DecryptedRecord.Failed(DecryptionOutcome.Malformed);
        SequenceNumber++;
        Span<byte> content = plaintext[..length];
        record.Fragment[..length].CopyTo(content);
        return _isTls13 ? DecryptedRecord.OfInner(content) : DecryptedRecord.Of(record.Type, content);
    }

    protected override void Dispose(bool disposing) { }
}
