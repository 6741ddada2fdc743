using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>
/// Decrypts TLS 1.3 records (RFC 8446 §5.2). The content type is the last nonzero byte of the plaintext; padding follows it. The additional
/// data are the record header; before draft 25 there were none.
/// </summary>
internal sealed class Tls13Decryptor(RecordProtection protection, DirectionKeys keys, IAead aead) : RecordDecryptor
{
    private readonly bool _headerIsAuthenticated = protection.Version.DraftNumber() is null or >= 25;

    protected override DecryptedRecord DecryptNext(scoped in ProtectedRecord record, Span<byte> plaintext)
    {
        ReadOnlySpan<byte> body = record.Fragment;
        int inner = body.Length - aead.TagLength;
        if (inner < 1) return DecryptedRecord.Failed(DecryptionOutcome.Malformed);

        Span<byte> nonce = stackalloc byte[48];
        nonce = nonce[..aead.NonceLength];
        keys.Iv.CopyTo(nonce);
        Nonces.Mix(nonce, SequenceNumber);

        ReadOnlySpan<byte> additional = _headerIsAuthenticated ? record.AdditionalData : default;
        if (!aead.TryDecrypt(nonce, body[..inner], body[inner..], plaintext[..inner], additional))
            return DecryptedRecord.Failed(DecryptionOutcome.BadRecordMac);

        DecryptedRecord decrypted = DecryptedRecord.OfInner(plaintext[..inner]);
        if (decrypted.IsAuthenticated) SequenceNumber++;
        return decrypted;
    }

    protected override void Dispose(bool disposing) => aead.Dispose();
}
