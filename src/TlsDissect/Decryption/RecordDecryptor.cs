using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>
/// Decrypts the records of one direction, in order. There is one class for each kind of protection. Single-threaded. Keeps its cipher
/// context for life and allocates nothing per record.
/// </summary>
internal abstract class RecordDecryptor : IDisposable
{
    private readonly byte[] _header = new byte[RecordHeader.Size];

    /// <summary>
    /// The next record's sequence number (RFC 5246 §6.1). Every record that authenticates increases it by one; any other record leaves the
    /// decryptor unchanged.
    /// </summary>
    public virtual ulong SequenceNumber { get; set; }

    /// <summary>
    /// Decrypts and authenticates one record. A record may contain more than the 2^14 bytes of RFC 5246 §6.2.1, as some old stacks sent.
    /// The length of the fragment bounds it.
    /// </summary>
    /// <param name="record">As on the wire.</param>
    /// <param name="plaintext">Buffer for the plaintext. The fragment's length is always enough; with compression, 2^14 bytes are.</param>
    public DecryptedRecord Decrypt(scoped in ProtectedRecord record, Span<byte> plaintext)
    {
        if (record.Number is ulong number) SequenceNumber = number;
        return DecryptNext(record, plaintext);
    }

    /// <summary>Decrypts a record. That of a stream has no number: its position determines it.</summary>
    public DecryptedRecord Decrypt(scoped in TlsRecord record, Span<byte> plaintext) => Decrypt(record.ToProtected(_header), plaintext);

    /// <summary>Decrypts the record with the number <see cref="SequenceNumber"/>.</summary>
    protected abstract DecryptedRecord DecryptNext(scoped in ProtectedRecord record, Span<byte> plaintext);

    /// <summary>
    /// Prepares for the next record after lost ones. Sets all state except the sequence number, which the caller finds: the previous
    /// ciphertext block is the IV of CBC before TLS 1.1, and RC4's key stream moves on.
    /// </summary>
    /// <param name="precedingCiphertext">Bytes of the stream directly before the next record's header; empty if unknown.</param>
    /// <param name="lostBytes">Encrypted bytes, without record headers, since the last decrypted record. Calls do not add up, so an unknown
    /// number can be tried repeatedly.</param>
    public virtual void SkipTo(ReadOnlySpan<byte> precedingCiphertext, long lostBytes) { }

    /// <summary>Whether records are authenticated. <c>false</c> only for the NULL cipher without a key.</summary>
    public virtual bool Verifies => true;

    /// <summary>Bytes of memory used, including OpenSSL's.</summary>
    public virtual int Held => 2560;

    /// <summary>Number of bytes before the next record's header that <see cref="SkipTo"/> needs; 0 if it needs none.</summary>
    public virtual int PrecedingLength => 0;

    /// <summary>After a loss, the number of lost records according to the next record; negative if it does not tell.</summary>
    /// <param name="fragment">The next record's fragment.</param>
    public virtual long LikelyLost(ReadOnlySpan<byte> fragment) => -1;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the cipher context.</summary>
    protected abstract void Dispose(bool disposing);
}
