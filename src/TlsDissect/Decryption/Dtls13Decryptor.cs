using System.Buffers.Binary;
using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>
/// Decrypts DTLS 1.3 records (RFC 9147 §4). The header has the last one or two bytes of the number, encrypted. The additional data are the
/// header with the number in the clear, and the nonce has the whole number, without the epoch.
/// </summary>
/// <remarks>
/// <see cref="RecordDecryptor.SequenceNumber"/> is one more than the highest number of a record that authenticated. The number of the next
/// is taken to be the one closest to it (§4.2.2). The result tells it.
/// </remarks>
internal sealed class Dtls13Decryptor(DirectionKeys keys, IAead aead, NumberMask mask, bool isDraft = false) : RecordDecryptor
{
    private const byte HasLongNumber = 0x08;
    private const byte EpochMask = 0x03;

    /// <summary>
    /// Whether the nonce begins with the epoch, as NSS wrote it with drafts of DTLS 1.3. In RFC 9147 §4 it has the number alone.
    /// </summary>
    private bool _hasEpoch;
    private bool _isSettled;

    /// <summary>
    /// How often the bytes of a number may return in records that did not come, and the number of records for which that is tried without
    /// success: anyone can send some that no number decrypts.
    /// </summary>
    private const int MaxReturns = 16, MaxFailed = 64;

    private int _failed;

    protected override DecryptedRecord DecryptNext(scoped in ProtectedRecord record, Span<byte> plaintext)
    {
        ReadOnlySpan<byte> body = record.Fragment;
        ReadOnlySpan<byte> sent = record.AdditionalData;
        int inner = body.Length - aead.TagLength;
        // A shorter ciphertext cannot be sent, because its number could not be encrypted.
        if (inner < 1 || body.Length < NumberMask.SampleLength || sent.IsEmpty) return DecryptedRecord.Failed(DecryptionOutcome.Malformed);
        int length = (sent[0] & HasLongNumber) != 0 ? sizeof(ushort) : sizeof(byte);
        int at = sent.Length - (DtlsHeader.HasLength(sent[0]) ? sizeof(ushort) : 0) - length;
        if (at < 1) return DecryptedRecord.Failed(DecryptionOutcome.Malformed);

        Span<byte> header = stackalloc byte[sent.Length];
        sent.CopyTo(header);
        ulong number = Reveal(header.Slice(at, length), body[..NumberMask.SampleLength]);
        Attempt attempt = new(body, header, plaintext[..inner]);
        if (!TryNumber(number, attempt) && !TryLater(ref number, 1ul << (8 * length), attempt))
            return DecryptedRecord.Failed(DecryptionOutcome.BadRecordMac);
        _isSettled = true;
        _failed = 0;
        DecryptedRecord decrypted = DecryptedRecord.OfInner(plaintext[..inner]);
        if (!decrypted.IsAuthenticated) return decrypted;
        SequenceNumber = Math.Max(SequenceNumber, number + 1);
        return decrypted with { Number = number };
    }

    private readonly ref struct Attempt(ReadOnlySpan<byte> body, ReadOnlySpan<byte> header, Span<byte> plaintext)
    {
        public ReadOnlySpan<byte> Body { get; } = body;

        public ReadOnlySpan<byte> Header { get; } = header;

        public Span<byte> Plaintext { get; } = plaintext;
    }

    private bool TryNumber(ulong number, scoped in Attempt attempt)
    {
        if (TryOpen(_hasEpoch, number, attempt.Body, attempt.Plaintext, attempt.Header)) return true;
        // Each record shows which nonce the stack uses, until one has.
        if (!isDraft || _isSettled || !TryOpen(!_hasEpoch, number, attempt.Body, attempt.Plaintext, attempt.Header)) return false;
        _hasEpoch = !_hasEpoch;
        return true;
    }

    /// <summary>Tries higher numbers that end alike, because the records between may not have come.</summary>
    private bool TryLater(ref ulong number, ulong modulus, scoped in Attempt attempt)
    {
        if (!_isSettled || _failed >= MaxFailed) return false;
        for (int i = 1; i <= MaxReturns; i++)
        {
            ulong later = number + (ulong)i * modulus;
            if (!TryNumber(later, attempt)) continue;
            number = later;
            return true;
        }

        _failed++;
        return false;
    }

    private bool TryOpen(bool hasEpoch, ulong number, ReadOnlySpan<byte> body, Span<byte> plaintext, ReadOnlySpan<byte> header)
    {
        Span<byte> nonce = stackalloc byte[aead.NonceLength];
        keys.Iv.CopyTo(nonce);
        Nonces.Mix(nonce, hasEpoch ? (ulong)(header[0] & EpochMask) << 48 | number : number);
        return aead.TryDecrypt(nonce, body[..plaintext.Length], body[plaintext.Length..], plaintext, header);
    }

    /// <summary>Decrypts the bytes of a number in place, and returns the whole number.</summary>
    private ulong Reveal(Span<byte> bytes, ReadOnlySpan<byte> sample)
    {
        Span<byte> xor = stackalloc byte[bytes.Length];
        mask.Fill(sample, xor);
        for (int i = 0; i < bytes.Length; i++) bytes[i] ^= xor[i];
        return bytes.Length == sizeof(ushort)
            ? Closest(BinaryPrimitives.ReadUInt16BigEndian(bytes), 1ul << 16)
            : Closest(bytes[0], 1ul << 8);
    }

    /// <summary>The number that ends like the one sent and is closest to the next expected one.</summary>
    private ulong Closest(ulong end, ulong modulus)
    {
        ulong number = (SequenceNumber & ~(modulus - 1)) | end;
        if (number + modulus / 2 < SequenceNumber) return number + modulus;
        return number > SequenceNumber + modulus / 2 && number >= modulus ? number - modulus : number;
    }

    protected override void Dispose(bool disposing)
    {
        aead.Dispose();
        mask.Dispose();
    }
}
