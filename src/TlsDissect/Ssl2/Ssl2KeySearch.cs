using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Ssl2;

/// <summary>The master keys that a CLIENT-MASTER-KEY of SSL 2.0 may hold, and the proof of one: the first record that authenticates.</summary>
internal sealed class Ssl2KeySearch(KeyRing keys, Ssl2CipherKind kind, Ssl2ClientMasterKey message, byte[] challenge, Ssl2ServerHello hello, byte[] serverPublicKey)
{
    private readonly List<Candidate> _candidates = [.. Candidates(keys, kind, message, serverPublicKey)];

    private sealed record Candidate(byte[] Master, string KeyName, bool WithDigit);

    /// <summary>The name of the key that a record has proved, or <c>null</c>.</summary>
    public string? VerifiedBy { get; private set; }

    /// <summary>The decryptor under which a direction's record authenticates, or <c>null</c>.</summary>
    public Ssl2Decryptor? TryDecrypt(Sender writer, in Ssl2Record record, uint sequence, Span<byte> plaintext, out int offset, out int length)
    {
        (offset, length) = (0, 0);
        foreach (Candidate candidate in _candidates)
        {
            byte[] key = Ssl2Keys.Derive(kind, candidate.Master, challenge, hello.ConnectionId, writer, candidate.WithDigit);
            Ssl2Decryptor decryptor = new(kind, key, message.KeyArg);
            if (decryptor.TryDecrypt(record, sequence, plaintext, out offset, out length))
            {
                VerifiedBy = candidate.KeyName;
                _candidates.RemoveAll(other => other != candidate);
                return decryptor;
            }

            decryptor.Dispose();
        }

        return null;
    }

    private static IEnumerable<Candidate> Candidates(KeyRing keys, Ssl2CipherKind kind, Ssl2ClientMasterKey message, byte[] serverPublicKey)
    {
        ServerKey? own = serverPublicKey.Length == 0 ? null : keys.FindServerKey(serverPublicKey);
        int ivLength = kind.Mode == CipherMode.Cbc ? kind.Cipher.BlockLength() : 0;
        if (message.KeyArg.Length != ivLength) yield break;
        byte[] secret = new byte[2048];
        foreach (ServerKey key in own is null ? keys.ServerKeys : [own])
        {
            if (!key.TryDecrypt(message.EncryptedKey, secret, out int length) || message.ClearKey.Length + length != kind.KeyLength) continue;
            byte[] master = [.. message.ClearKey, .. secret.AsSpan(0, length)];
            yield return new Candidate(master, key.Name, WithDigit: true);
            if (kind.Cipher == BulkCipher.Des) yield return new Candidate(master, key.Name, WithDigit: false);
        }
    }
}
