using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>
/// Decrypts records that were compressed before they were protected (RFC 3749), by inflating the output of another decryptor. All records
/// of a direction are one stream, so nothing can be inflated after a lost one. The rest stays encrypted, without further work.
/// </summary>
internal sealed class CompressedDecryptor(RecordDecryptor inner) : RecordDecryptor
{
    private readonly byte[] _compressed = new byte[RecordHeader.MaxFragmentLength + 1024];
    private readonly Inflater _inflater = new();
    private ulong _next;
    private bool _broken;

    /// <summary>Bytes of memory used, including zlib's window.</summary>
    public override int Held => inner.Held + _compressed.Length + (48 << 10);

    public override bool Verifies => inner.Verifies;

    public override ulong SequenceNumber
    {
        get => inner.SequenceNumber;
        set => inner.SequenceNumber = value;
    }

    protected override DecryptedRecord DecryptNext(scoped in ProtectedRecord record, Span<byte> plaintext)
    {
        // An injected record does not break the stream, because the sequence number decides.
        if (_broken || SequenceNumber != _next) return DecryptedRecord.Failed(DecryptionOutcome.Malformed);
        DecryptedRecord compressed = inner.Decrypt(record, _compressed);
        if (!compressed.IsAuthenticated) return compressed;
        if (!_inflater.TryInflate(compressed.Plaintext, plaintext, out int length))
        {
            _broken = true;
            return DecryptedRecord.Failed(DecryptionOutcome.Malformed);
        }

        _next = SequenceNumber;
        return new DecryptedRecord(compressed.Type, plaintext[..length]);
    }

    public override void SkipTo(ReadOnlySpan<byte> precedingCiphertext, long lostBytes) => inner.SkipTo(precedingCiphertext, lostBytes);

    /// <summary>Always 0: a record with any other sequence number cannot be inflated.</summary>
    public override long LikelyLost(ReadOnlySpan<byte> fragment) => 0;

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        _inflater.Dispose();
    }
}
