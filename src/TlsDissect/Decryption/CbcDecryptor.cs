using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>
/// Decrypts block ciphers in CBC mode (RFC 5246 §6.2.3.2). Since TLS 1.1 the IV is before each record; earlier, it is the previous record's
/// last block. The MAC is inside the encryption, or outside with encrypt_then_mac (RFC 7366).
/// </summary>
/// <remarks>
/// With encrypt_then_mac, a record's MAC covers neither an implicit IV nor the choice of the cipher. The IV is known only if it comes from
/// the key block or from the record with the previous sequence number. Otherwise the first block's plaintext is unknown. Padding verifies
/// the cipher.
/// </remarks>
internal sealed class CbcDecryptor : RecordDecryptor
{
    private readonly ICbcCipher _cipher;
    private readonly RecordMac _mac;
    private readonly bool _explicitIv;
    private readonly bool _encryptThenMac;
    private readonly bool _ssl30;
    private readonly byte[] _iv;
    private readonly byte[] _precedingBlock;
    private ulong _next;
    private bool _hasPrecedingBlock;
    private bool _cipherVerified;

    /// <summary>
    /// Minimum number of padding bytes that verify the cipher under encrypt_then_mac. A changed ServerHello names another cipher, whose MAC
    /// key is the same and whose other keys are other bytes of the same key block. The Finished, the first record of each direction, has 8
    /// or more.
    /// </summary>
    private const int LeastPadding = 4;

    public CbcDecryptor(RecordProtection protection, DirectionKeys keys, ICbcCipher cipher)
    {
        _cipher = cipher;
        _mac = new RecordMac(protection, keys.MacKey);
        _ssl30 = protection.Version == ProtocolVersion.Ssl30;
        _explicitIv = protection.Version.Generation() >= TlsGeneration.Tls11;
        _encryptThenMac = protection.EncryptThenMac;
        _iv = _explicitIv ? [] : [.. keys.Iv];
        _precedingBlock = new byte[_iv.Length];
        _cipherVerified = !_encryptThenMac;
    }

    protected override DecryptedRecord DecryptNext(scoped in ProtectedRecord record, Span<byte> plaintext)
    {
        ReadOnlySpan<byte> body = record.Fragment;
        ReadOnlySpan<byte> outerMac = default;
        if (_encryptThenMac)
        {
            if (body.Length < _mac.Length) return DecryptedRecord.Failed(DecryptionOutcome.Malformed);
            outerMac = body[^_mac.Length..];
            body = body[..^_mac.Length];
        }

        int block = _cipher.BlockLength;
        int ivLength = _explicitIv ? block : 0;
        if (body.Length < ivLength + block || body.Length % block != 0) return DecryptedRecord.Failed(DecryptionOutcome.Malformed);
        if (_encryptThenMac && !_mac.Verify(SequenceNumber, record, body, outerMac))
            return DecryptedRecord.Failed(DecryptionOutcome.BadRecordMac);
        bool isIvKnown = _explicitIv || SequenceNumber == _next;
        if (!isIvKnown && !_encryptThenMac && !_hasPrecedingBlock) return DecryptedRecord.Failed(DecryptionOutcome.BadRecordMac);

        ReadOnlySpan<byte> ciphertext = body[ivLength..];
        Span<byte> decrypted = plaintext[..ciphertext.Length];
        _cipher.Decrypt(_explicitIv ? body[..block] : isIvKnown ? _iv : _precedingBlock, ciphertext, decrypted);
        int unknown = _encryptThenMac && !isIvKnown ? block : 0;
        int content = TakeOffPadding(decrypted, block, unknown);
        if (content < 0) return DecryptedRecord.Failed(DecryptionOutcome.BadRecordMac);

        if (!_encryptThenMac)
        {
            content -= _mac.Length;
            if (content < 0) return DecryptedRecord.Failed(DecryptionOutcome.BadRecordMac);
            if (!_mac.Verify(SequenceNumber, record, decrypted[..content], decrypted.Slice(content, _mac.Length)))
                return DecryptedRecord.Failed(DecryptionOutcome.BadRecordMac);
        }

        _cipherVerified |= decrypted.Length - Math.Max(content, unknown) >= LeastPadding;
        if (!_cipherVerified) return DecryptedRecord.Failed(DecryptionOutcome.BadRecordMac);
        if (!_explicitIv) ciphertext[^block..].CopyTo(_iv);
        _next = ++SequenceNumber;
        return DecryptedRecord.Of(record.Type, decrypted[..content]) with { UnknownStart = unknown };
    }

    /// <summary>
    /// Size of the last block. Without it, no MAC inside the encryption verifies. With encrypt_then_mac the MAC verifies anyway, and
    /// nothing in the stream says which IV is right.
    /// </summary>
    public override int PrecedingLength => _encryptThenMac ? 0 : _iv.Length;

    public override void SkipTo(ReadOnlySpan<byte> precedingCiphertext, long lostBytes)
    {
        if (_explicitIv || _encryptThenMac) return;
        _hasPrecedingBlock = precedingCiphertext.Length >= _iv.Length;
        if (_hasPrecedingBlock) precedingCiphertext[^_iv.Length..].CopyTo(_precedingBlock);
    }

    protected override void Dispose(bool disposing)
    {
        _cipher.Dispose();
        _mac.Dispose();
    }

    /// <summary>
    /// The length without padding, or -1 if the padding is invalid. Unknown bytes at the start are not checked. SSL 3.0 does not define the
    /// values of the padding bytes, and allows at most a block (RFC 6101 §5.2.3.2).
    /// </summary>
    private int TakeOffPadding(ReadOnlySpan<byte> decrypted, int block, int unknown)
    {
        if (decrypted.Length == unknown) return 0;
        int padding = decrypted[^1] + 1;
        if (padding > decrypted.Length) return -1;
        int content = decrypted.Length - padding;
        if (_ssl30) return padding <= block ? content : -1;
        return decrypted[Math.Max(content, unknown)..].ContainsAnyExcept((byte)(padding - 1)) ? -1 : content;
    }
}
