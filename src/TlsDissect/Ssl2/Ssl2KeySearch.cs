using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Ssl2;

/// <summary>Finds the master key in a CLIENT-MASTER-KEY of SSL 2.0. The first record that authenticates verifies it.</summary>
internal sealed class Ssl2KeySearch(KeyRing keys, Ssl2CipherKind kind, Ssl2ClientMasterKey message, byte[] challenge, Ssl2ServerHello hello,
    byte[] serverPublicKey)
{
    private readonly List<Candidate> _candidates = [.. Candidates(keys, kind, message, serverPublicKey)];

    private sealed record Candidate(byte[] Master, string KeyName, bool WithDigit);

    /// <summary>Name of the key that a record has verified; <c>null</c> if none has.</summary>
    public string? VerifiedBy { get; private set; }

    /// <summary>
    /// Decrypts the first record of a direction with each candidate. If one authenticates it, its decryptor is returned for the next
    /// records.
    /// </summary>
    public DecryptedRecord Decrypt(Sender writer, scoped in Ssl2Record record, uint sequence, Span<byte> plaintext,
        out Ssl2Decryptor? decryptor)
    {
        foreach (Candidate candidate in _candidates)
        {
            byte[] key = Ssl2Keys.Derive(kind, candidate.Master, challenge, hello.ConnectionId, writer, candidate.WithDigit);
            decryptor = new Ssl2Decryptor(kind, key, message.KeyArg);
            DecryptedRecord decrypted = decryptor.Decrypt(record, sequence, plaintext);
            if (decrypted.IsAuthenticated)
            {
                VerifiedBy = candidate.KeyName;
                _candidates.RemoveAll(other => other != candidate);
                return decrypted;
            }

            decryptor.Dispose();
        }

        decryptor = null;
        return DecryptedRecord.Failed(DecryptionOutcome.BadRecordMac);
    }

    private static IEnumerable<Candidate> Candidates(KeyRing keys, Ssl2CipherKind kind, Ssl2ClientMasterKey message, byte[] serverPublicKey)
    {
        ServerKey? own = serverPublicKey.Length == 0 ? null : keys.FindServerKey(serverPublicKey);
        int ivLength = kind.Mode == CipherMode.Cbc ? kind.Cipher.BlockLength() : 0;
        if (message.KeyArg.Length != ivLength) yield break;
        byte[] secret = new byte[2048];
        foreach (ServerKey key in own is null ? keys.ServerKeys : [own])
        {
            if (!key.TryDecrypt(message.EncryptedKey, secret, out int length) || message.ClearKey.Length + length != kind.KeyLength)
                continue;
            byte[] master = [.. message.ClearKey, .. secret.AsSpan(0, length)];
            yield return new Candidate(master, key.Name, WithDigit: true);
            if (kind.Cipher == BulkCipher.Des) yield return new Candidate(master, key.Name, WithDigit: false);
        }
    }
}
