using TlsDissect.Protocol;
using TlsDissect.Records;

namespace TlsDissect.Decryption;

/// <summary>
/// Block ciphers in CBC mode (RFC 5246 §6.2.3.2): with the IV in front of each record since TLS 1.1, with the previous record's last block before;
/// MAC inside the encryption, or around it with encrypt_then_mac (RFC 7366).
/// </summary>
internal sealed class CbcDecryptor : RecordDecryptor
{
    private readonly ICbcCipher _cipher;
    private readonly RecordMac _mac;
    private readonly bool _explicitIv;
    private readonly bool _encryptThenMac;
    private readonly bool _ssl30;
    private readonly byte[] _iv;
    private bool _ivKnown = true;

    public CbcDecryptor(RecordProtection protection, DirectionKeys keys, ICbcCipher cipher)
    {
        _cipher = cipher;
        _mac = new RecordMac(protection, keys.MacKey);
        _ssl30 = protection.Version == ProtocolVersion.Ssl30;
        _explicitIv = protection.Version >= ProtocolVersion.Tls11;
        _encryptThenMac = protection.EncryptThenMac;
        _iv = _explicitIv ? new byte[cipher.BlockLength] : [.. keys.Iv];
    }

    public override DecryptionOutcome Decrypt(in TlsRecord record, Span<byte> plaintext, out ContentType type, out int length)
    {
        type = record.Header.Type;
        length = 0;
        ReadOnlySpan<byte> body = record.Fragment;
        ReadOnlySpan<byte> outerMac = default;
        if (_encryptThenMac)
        {
            if (body.Length < _mac.Length) return DecryptionOutcome.Malformed;
            outerMac = body[^_mac.Length..];
            body = body[..^_mac.Length];
        }

        int block = _cipher.BlockLength;
        int ivLength = _explicitIv ? block : 0;
        if (body.Length < ivLength + block || body.Length % block != 0) return DecryptionOutcome.Malformed;
        // Of an implicit IV the outer MAC says nothing: a wrong one would give a first block that looks authenticated.
        if (_encryptThenMac && !_ivKnown) return DecryptionOutcome.BadRecordMac;
        if (_encryptThenMac && !_mac.Verify(SequenceNumber, type, record.Header.Version, body, outerMac)) return DecryptionOutcome.BadRecordMac;

        ReadOnlySpan<byte> ciphertext = body[ivLength..];
        Span<byte> decrypted = plaintext[..ciphertext.Length];
        _cipher.Decrypt(_explicitIv ? body[..block] : _iv, ciphertext, decrypted);
        int content = TakeOffPadding(decrypted, block);
        if (content < 0) return DecryptionOutcome.BadRecordMac;

        if (!_encryptThenMac)
        {
            content -= _mac.Length;
            if (content < 0) return DecryptionOutcome.BadRecordMac;
            if (!_mac.Verify(SequenceNumber, type, record.Header.Version, decrypted[..content], decrypted.Slice(content, _mac.Length))) return DecryptionOutcome.BadRecordMac;
        }

        if (!_explicitIv) ciphertext[^block..].CopyTo(_iv);
        length = content;
        SequenceNumber++;
        return DecryptionOutcome.Authenticated;
    }

    /// <summary>The last block, and what encrypt_then_mac puts behind it.</summary>
    public override int PrecedingLength => _explicitIv ? 0 : _iv.Length + (_encryptThenMac ? _mac.Length : 0);

    public override void ResumeAfter(ReadOnlySpan<byte> precedingCiphertext, long lostBytes)
    {
        if (_explicitIv) return;
        // With encrypt_then_mac the previous record ends in its MAC.
        int after = _encryptThenMac ? _mac.Length : 0;
        _ivKnown = precedingCiphertext.Length >= _iv.Length + after;
        if (_ivKnown) precedingCiphertext[..^after][^_iv.Length..].CopyTo(_iv);
    }

    protected override void Dispose(bool disposing)
    {
        _cipher.Dispose();
        _mac.Dispose();
    }

    /// <summary>The length without padding, or -1. SSL 3.0 says nothing of the padding's bytes but that there is less than a block (RFC 6101 §5.2.3.2).</summary>
    private int TakeOffPadding(ReadOnlySpan<byte> decrypted, int block)
    {
        int padding = decrypted[^1] + 1;
        if (padding > decrypted.Length) return -1;
        if (_ssl30) return padding <= block ? decrypted.Length - padding : -1;
        return decrypted[^padding..].ContainsAnyExcept((byte)(padding - 1)) ? -1 : decrypted.Length - padding;
    }
}
