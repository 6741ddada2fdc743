using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>
/// Decrypts the records of one direction, in order. One class per kind of protection. Single-threaded; keeps its cipher context for
/// its life and allocates nothing per record.
/// </summary>
internal abstract class RecordDecryptor : IDisposable
{
    private readonly byte[] _header = new byte[RecordHeader.Size];

    /// <summary>
    /// The next record's sequence number (RFC 5246 §6.1). Moves on by one with every record that authenticates; a record that does
    /// not leaves the decryptor as it was.
    /// </summary>
    public virtual ulong SequenceNumber { get; set; }

    /// <summary>
    /// Decrypts and authenticates one record. A record may hold more than the 2^14 bytes of RFC 5246 §6.2.1, as some old stacks
    /// sent. The length of the fragment bounds it.
    /// </summary>
    /// <param name="record">As on the wire.</param>
    /// <param name="plaintext">Room for it: the fragment's length is always enough; with compression 2^14 bytes are.</param>
    public DecryptedRecord Decrypt(scoped in ProtectedRecord record, Span<byte> plaintext)
    {
        if (record.Number is ulong number) SequenceNumber = number;
        return DecryptNext(record, plaintext);
    }

    /// <summary>Decrypts the next record of TLS over TCP. Its position in the stream determines its number.</summary>
    public DecryptedRecord Decrypt(scoped in TlsRecord record, Span<byte> plaintext) => DecryptNext(record.ToProtected(_header), plaintext);

    /// <summary>Decrypts the record with the number <see cref="SequenceNumber"/>.</summary>
    protected abstract DecryptedRecord DecryptNext(scoped in ProtectedRecord record, Span<byte> plaintext);

    /// <summary>
    /// Records were lost before the next one. Sets all state but the sequence number, which the caller finds: the previous ciphertext block is the IV of CBC
    /// before TLS 1.1, and RC4's key stream moves on.
    /// </summary>
    /// <param name="precedingCiphertext">Bytes of the stream directly in front of the next record's header, or empty if they are not known.</param>
    /// <param name="lostBytes">
    /// Encrypted bytes, without record headers, since the last decrypted record. Calls do not add up: if the number is not known, one after
    /// the other can be tried.
    /// </param>
    public virtual void SkipTo(ReadOnlySpan<byte> precedingCiphertext, long lostBytes) { }

    /// <summary>Whether records are authenticated. <c>false</c> only for the NULL cipher without a key.</summary>
    public virtual bool Verifies => true;

    /// <summary>Bytes of memory taken, including OpenSSL's.</summary>
    public virtual int Held => 2560;

    /// <summary>Bytes in front of the next record's header that <see cref="SkipTo"/> needs to continue; 0 if it needs none.</summary>
    public virtual int PrecedingLength => 0;

    /// <summary>After a loss, the number of lost records that the next record itself tells, or less than 0 if it does not.</summary>
    /// <param name="fragment">The next record's.</param>
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
