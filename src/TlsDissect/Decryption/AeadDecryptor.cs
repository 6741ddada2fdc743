using System.Buffers.Binary;
using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>
/// Decrypts AEAD records of TLS 1.2. The additional data are an <see cref="AuthenticatedHeader"/> (RFC 5246 §6.2.3.3).
/// </summary>
internal sealed class AeadDecryptor : RecordDecryptor
{
    private readonly IAead _aead;
    private readonly byte[] _salt;
    private readonly int _explicitNonce;
    private ulong _lastNonce;

    /// <param name="aead">Owned from now on.</param>
    /// <param name="keys">Its IV is the salt before the explicit nonce, or the whole nonce that is mixed with the sequence number.</param>
    /// <param name="explicitNonce">Size in bytes of the nonce before each record's ciphertext.</param>
    public AeadDecryptor(IAead aead, DirectionKeys keys, int explicitNonce)
    {
        _aead = aead;
        _salt = keys.Iv;
        _explicitNonce = explicitNonce;
    }

    protected override DecryptedRecord DecryptNext(scoped in ProtectedRecord record, Span<byte> plaintext)
    {
        ReadOnlySpan<byte> body = record.Fragment;
        int content = body.Length - _explicitNonce - _aead.TagLength;
        if (content < 0) return DecryptedRecord.Failed(DecryptionOutcome.Malformed);

        Span<byte> nonce = stackalloc byte[16];
        nonce = nonce[.._aead.NonceLength];
        nonce.Clear();
        _salt.CopyTo(nonce);
        if (_explicitNonce > 0) body[.._explicitNonce].CopyTo(nonce[_salt.Length..]);
        else Nonces.Mix(nonce, SequenceNumber);

        Span<byte> additional = stackalloc byte[AuthenticatedHeader.LengthOf(record)];
        AuthenticatedHeader.Write(additional, record, SequenceNumber, content);
        if (!_aead.TryDecrypt(nonce, body.Slice(_explicitNonce, content), body[^_aead.TagLength..], plaintext[..content], additional))
            return DecryptedRecord.Failed(DecryptionOutcome.BadRecordMac);

        SequenceNumber++;
        if (_explicitNonce == sizeof(ulong)) _lastNonce = BinaryPrimitives.ReadUInt64BigEndian(body);
        return DecryptedRecord.Of(record.Type, plaintext[..content]);
    }

    /// <summary>The number of lost records, taken from the explicit nonce: most stacks increase it with the sequence number.</summary>
    public override long LikelyLost(ReadOnlySpan<byte> fragment) => _explicitNonce == sizeof(ulong) && fragment.Length >= sizeof(ulong)
        ? (long)(BinaryPrimitives.ReadUInt64BigEndian(fragment) - _lastNonce - 1)
        : -1;

    protected override void Dispose(bool disposing) => _aead.Dispose();
}
