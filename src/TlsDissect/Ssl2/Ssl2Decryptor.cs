using System.Buffers.Binary;
using System.Security.Cryptography;
using TlsDissect.Decryption;
using CipherMode = TlsDissect.Protocol.CipherMode;

namespace TlsDissect.Ssl2;

/// <summary>
/// Decrypts records of SSL 2.0 (Hickman 1995 §1.2.1): MAC, data and padding, encrypted together. The MAC is MD5 over key, data, padding and
/// sequence number.
/// </summary>
internal sealed class Ssl2Decryptor : IDisposable
{
    private const int MacLength = 16;

    private readonly byte[] _key;
    private readonly Rc4KeyStream? _keyStream;
    private readonly BlockEngineCbcCipher? _cbc;
    private readonly byte[] _iv;
    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);

    /// <param name="kind">The negotiated cipher.</param>
    /// <param name="key">The writer's key, which its MACs use too.</param>
    /// <param name="iv">key_arg, the same for both directions; empty without CBC.</param>
    public Ssl2Decryptor(Ssl2CipherKind kind, byte[] key, byte[] iv)
    {
        (_key, _iv) = (key, [.. iv]);
        if (kind.Mode == CipherMode.Cbc) _cbc = new BlockEngineCbcCipher(BlockEngines.Create(kind.Cipher, key, forEncryption: false));
        else _keyStream = new Rc4KeyStream(key);
    }

    /// <summary>
    /// Decrypts and authenticates one record. Its sequence number counts all earlier records, including those in the clear. A failure
    /// changes nothing.
    /// </summary>
    /// <returns>The data without MAC and padding. A record of SSL 2.0 has no content type.</returns>
    public DecryptedRecord Decrypt(scoped in Ssl2Record record, uint sequence, Span<byte> plaintext)
    {
        ReadOnlySpan<byte> body = record.Body;
        int length = body.Length - MacLength - record.Padding;
        // The MAC covers data and padding together, so only the header separates them. Padding is shorter than a block.
        if (length < 0 || record.Padding >= (_cbc?.BlockLength ?? 1)) return DecryptedRecord.Failed(DecryptionOutcome.Malformed);
        if (_cbc is not null)
        {
            if (body.Length % _cbc.BlockLength != 0) return DecryptedRecord.Failed(DecryptionOutcome.Malformed);
            _cbc.Decrypt(_iv, body, plaintext[..body.Length]);
        }
        else if (!_keyStream!.TryApply(0, body, plaintext[..body.Length]))
        {
            return DecryptedRecord.Failed(DecryptionOutcome.BadRecordMac);
        }

        if (!Verify(plaintext[..body.Length], sequence)) return DecryptedRecord.Failed(DecryptionOutcome.BadRecordMac);
        _keyStream?.Advance(body.Length);
        if (_cbc is not null) body[^_iv.Length..].CopyTo(_iv);
        return new DecryptedRecord(default, plaintext.Slice(MacLength, length));
    }

    public void Dispose()
    {
        _md5.Dispose();
        _cbc?.Dispose();
    }

    private bool Verify(ReadOnlySpan<byte> decrypted, uint sequence)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(number, sequence);
        Span<byte> computed = stackalloc byte[MacLength];
        _md5.AppendData(_key);
        _md5.AppendData(decrypted[MacLength..]);
        _md5.AppendData(number);
        _md5.GetHashAndReset(computed);
        return CryptographicOperations.FixedTimeEquals(computed, decrypted[..MacLength]);
    }
}
