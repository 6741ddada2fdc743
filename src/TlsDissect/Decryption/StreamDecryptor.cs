using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>
/// Decrypts stream ciphers, where content and MAC are encrypted together (RFC 5246 §6.2.3.1). The NULL cipher is one whose key stream is
/// all zeros. The key stream continues from record to record.
/// </summary>
internal sealed class StreamDecryptor : RecordDecryptor
{
    private readonly Rc4KeyStream? _keyStream;
    private readonly RecordMac _mac;
    private long _skip;

    /// <param name="protection">Names the MAC.</param>
    /// <param name="keys">Keys of this direction.</param>
    /// <param name="keyStream"><c>null</c> for the NULL cipher.</param>
    public StreamDecryptor(RecordProtection protection, DirectionKeys keys, Rc4KeyStream? keyStream)
    {
        _keyStream = keyStream;
        _mac = new RecordMac(protection, keys.MacKey);
    }

    protected override DecryptedRecord DecryptNext(scoped in ProtectedRecord record, Span<byte> plaintext)
    {
        ReadOnlySpan<byte> body = record.Fragment;
        int content = body.Length - _mac.Length;
        if (content < 0) return DecryptedRecord.Failed(DecryptionOutcome.Malformed);

        Span<byte> decrypted = plaintext[..body.Length];
        if (_keyStream is null) body.CopyTo(decrypted);
        else if (!_keyStream.TryApply(_skip, body, decrypted)) return DecryptedRecord.Failed(DecryptionOutcome.BadRecordMac);
        if (!_mac.Verify(SequenceNumber, record, decrypted[..content], decrypted[content..]))
            return DecryptedRecord.Failed(DecryptionOutcome.BadRecordMac);

        _keyStream?.Advance((int)_skip + body.Length);
        _skip = 0;
        SequenceNumber++;
        return DecryptedRecord.Of(record.Type, decrypted[..content]);
    }

    /// <summary>Sets the bytes to skip. They count from the last decrypted record, so that numbers can be tried in any order.</summary>
    public override void SkipTo(ReadOnlySpan<byte> precedingCiphertext, long lostBytes) => _skip = lostBytes;

    protected override void Dispose(bool disposing) => _mac.Dispose();
}
